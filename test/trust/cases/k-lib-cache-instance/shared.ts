import { Lru } from './lib/lru.js';
export const cache = new Lru<string, number>();
