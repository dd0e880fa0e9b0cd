interface O { n: number }
function pick(a: O, b: O): O { try { return a; } finally { if (b.n) return b; } }
/** @unsync */
export function f(o: O): number { const p = pick({ n: 0 }, o); p.n = 6; return p.n; }
