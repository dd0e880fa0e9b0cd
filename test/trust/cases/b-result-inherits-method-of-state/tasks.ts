import { look, Sub } from './state.js';
/** @unsync */
export function make(n: number): Sub { return new Sub(n); }
/** @unsync */
export function count(n: number): number { return look() + n; }
