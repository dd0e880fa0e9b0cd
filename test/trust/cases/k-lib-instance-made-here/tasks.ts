import { Lru } from './lib/cache.js';
export const lru = new Lru<number>();
/** @unsync */
export function f(k: string): number { return lru.get(k) ?? -1; }
