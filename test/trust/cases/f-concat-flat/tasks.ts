interface O { n: number }
/** @unsync */
export function f(a: O[], b: O[][]): number { const all = a.concat(b.flat()); all[all.length - 1]!.n = 4; return all.length; }
