import { look } from './store.js';
/** @unsync */
export function total(n: number): number { return look(n); }
