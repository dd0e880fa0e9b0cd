import { read } from './state.js';
/** @unsync */
export function task(n: number): string { return read(n); }
