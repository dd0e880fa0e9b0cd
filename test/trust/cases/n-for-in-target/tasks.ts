/** @unsync */
export function f(o: { k: string }): number { let c = 0; for (o.k in { a: 1, b: 2 }) c++; return c; }
