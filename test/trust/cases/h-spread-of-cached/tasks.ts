const cache = new Map<string, { hits: string[] }>();
cache.set('a', { hits: [] });
/** @unsync */
export function find(key: string) { return { ...cache.get(key)!, key }; }
/** @unsync */
export function hits(key: string) { return cache.get(key)!.hits.length; }
