import Fuse, { type FuseIndex, type FuseResult } from 'fuse.js';

export interface Product {
  name: string;
  tags: string[];
}

/** @unsync */
export function createIndex(products: Product[]): FuseIndex<Product> {
  return Fuse.createIndex(['name', 'tags'], products);
}

/** @unsync */
export function find(products: Product[], pattern: string): FuseResult<Product>[] {
  return new Fuse(products, { keys: ['name', 'tags'], includeScore: true, includeMatches: true }).search(pattern);
}
