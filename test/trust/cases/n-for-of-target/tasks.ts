interface O { n: number }
/** @unsync */
export function f(o: O): number { let c = 0; for (o.n of [5, 6]) c++; return c; }
