import data from './data.json' with { type: 'json' };
export const list = data.list;
/** @unsync */
export function sum(k: number): number { return data.list.reduce((s, x) => s + x.n, k); }
