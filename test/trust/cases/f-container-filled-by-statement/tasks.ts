import { read } from './state.js';
/** @unsync */
export function task(n: number): number { return read(n); }
