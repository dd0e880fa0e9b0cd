export interface N { v: number; self?: N }
/** @unsync */
export function loop(v: number): N { const n: N = { v }; n.self = n; return n; }
