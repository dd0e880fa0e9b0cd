export const ROOT = { n: 1, next: { n: 2 } };
/** @unsync */
export function f(x: { n: number }): number { if (x === ROOT.next) x.n++; return x.n; }
