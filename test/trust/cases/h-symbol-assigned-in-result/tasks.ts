export const FROM = Symbol.for('from');
export type Row = { n: number; [k: symbol]: string };
/** @unsync */
export function rows(n: number): Row[] { return Array.from({ length: n }, (_, i) => { const row: Row = { n: i }; row[FROM] = 'worker'; return row; }); }
