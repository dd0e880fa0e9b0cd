interface O { n: number }
function* g(): Generator<number> { try { yield 1; } catch (e) { (e as { o: O }).o.n = 9; } }
/** @unsync */
export function f(o: O): number { const it = g(); it.next(); it.throw({ o }); return 1; }
