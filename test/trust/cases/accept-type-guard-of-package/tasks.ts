import { isList } from './lib/lists.js';
/** @unsync */
export function sum(xs: number[]): number {
  if (!isList(xs)) throw new TypeError('xs is no list');
  return xs.reduce((a, b) => a + b, 0);
}
