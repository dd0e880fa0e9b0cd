const rows = [0];
export const add = () => { const k = Symbol.for('rows'); (globalThis as any)[k] = rows; (globalThis as any)[Symbol.for('rows')].push(1); };
/** @unsync */
export function look(n: number): number { return rows.length; }
