interface O { k: string; n: number }
/** @unsync */
export function f(xs: O[]): number { const g = Object.groupBy(xs, (x) => x.k); g['a']!.forEach((x, i) => { x.n = i + 10; }); return Object.keys(g).length; }
