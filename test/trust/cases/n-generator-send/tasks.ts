interface O { n: number }
function* sink(): Generator<void, void, O> { for (;;) { const o = yield; o.n++; } }
/** @unsync */
export function f(o: O): number { const s = sink(); s.next(); s.next(o); return 1; }
