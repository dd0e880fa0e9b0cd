import data from './data.json' with { type: 'json' };
/** @unsync */
export function hit(n: number): number { data.hits += n; return n; }
export const hits = (): number => data.hits;
