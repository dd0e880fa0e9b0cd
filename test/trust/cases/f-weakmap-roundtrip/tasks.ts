/** @unsync */
export function f(o: { n: number }): number { const k = {}; const m = new WeakMap([[k, { o }]]); m.get(k)!.o.n = 3; return 1; }
