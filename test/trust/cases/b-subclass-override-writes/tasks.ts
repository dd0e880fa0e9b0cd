export const hits = { n: 0 };
export class A { v(): number { return 1; } }
export class B extends A { override v(): number { hits.n++; return 2; } }
/** @unsync */
export function sum(xs: A[]): number { return xs.reduce((s, x) => s + x.v(), 0); }
