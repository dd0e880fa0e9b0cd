interface O { n: number }
/** @unsync */
export function f(o: O): number { class L { a = ++o.n; static s = 1; } return new L().a; }
