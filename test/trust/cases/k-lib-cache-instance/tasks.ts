import { cache } from './shared.js';
/** @unsync */
export function f(k: string): number { return cache.get(k) ?? -1; }
