import { read } from './state.js';
/** @unsync */
export function task(n: number): boolean { return read(n); }
