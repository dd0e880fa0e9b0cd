import { look } from './state.js';
/** @unsync */
export function task(n: number): number { return look() + n; }
