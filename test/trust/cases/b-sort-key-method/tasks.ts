import type { Name } from './model.js';
const cmp = (a: Name, b: Name): number => (a.key < b.key ? -1 : 1);
/** @unsync */
export function sorted(xs: Name[]): string { return xs.toSorted(cmp).map((x) => x.v).join(); }
