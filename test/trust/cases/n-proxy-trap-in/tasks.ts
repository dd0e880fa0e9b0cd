interface O { n: number; k?: number }
/** @unsync */
export function f(o: O): boolean { const p = new Proxy({}, { has: () => { o.n++; return true; } }); return 'x' in p; }
