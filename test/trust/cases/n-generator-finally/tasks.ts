interface O { n: number }
function* g(o: O): Generator<number> { try { yield 1; } finally { o.n = 6; } }
/** @unsync */
export function f(o: O): number { for (const x of g(o)) return x; return 0; }
