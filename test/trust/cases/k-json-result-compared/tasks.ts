import data from './data.json' with { type: 'json' };
export const list = data.list;
/** @unsync */
export function pick(i: number): { id: number } { return data.list[i]!; }
