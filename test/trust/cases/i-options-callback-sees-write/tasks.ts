export interface O { rows: { n: number }[]; onRow(r: { n: number }): void }
/** @unsync */
export function run(o: O): number { let s = 0; for (const r of o.rows) { o.onRow(r); s += r.n; } return s; }
