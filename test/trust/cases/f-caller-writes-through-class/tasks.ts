import { shared } from './store.js';
/** @unsync */
export function sum(k: number): number { return shared.reduce((s, x) => s + x.n, k); }
