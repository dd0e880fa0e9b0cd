import MiniSearch, { type SearchResult } from 'minisearch';

export interface Article {
  id: number;
  title: string;
  text: string;
}

/** @unsync */
export function buildIndex(articles: Article[]): MiniSearch<Article> {
  const index = new MiniSearch<Article>({ fields: ['title', 'text'], storeFields: ['title'] });
  index.addAll(articles);
  return index;
}

/** @unsync */
export function search(index: MiniSearch<Article>, query: string): SearchResult[] {
  return index.search(query, { prefix: true, fuzzy: 0.2 });
}

/** @unsync */
export function searchOnce(articles: Article[], query: string): SearchResult[] {
  const index = new MiniSearch<Article>({ fields: ['title', 'text'] });
  index.addAll(articles);
  return index.search(query);
}
