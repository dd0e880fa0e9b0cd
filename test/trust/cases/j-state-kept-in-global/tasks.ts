const rows = [0];
(globalThis as any).cache = rows;
export const add = () => (globalThis as any).cache.push(1);
/** @unsync */
export function look(n: number): number { return rows.length; }
