interface O { n: number }
/** @unsync */
export function f(xs: O[]): number { const s = new Set(xs); const [first] = s; first!.n = 9; return s.size; }
