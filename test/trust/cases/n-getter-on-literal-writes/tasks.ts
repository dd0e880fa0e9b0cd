interface O { n: number }
/** @unsync */
export function f(o: O): number { const v = { get bump() { return o.n++; } }; return v.bump + v.bump; }
