import lunr from 'lunr';

export interface Page {
  id: string;
  title: string;
  body: string;
}

/** @unsync */
export function buildIndex(pages: Page[]): lunr.Index {
  return lunr(function () {
    this.ref('id');
    this.field('title', { boost: 10 });
    this.field('body');
    for (const page of pages) this.add(page);
  });
}

/** @unsync */
export function search(index: lunr.Index, query: string): lunr.Index.Result[] {
  return index.search(query);
}
