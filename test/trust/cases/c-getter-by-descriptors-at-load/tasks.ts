import { own } from './state.js';
/** @unsync */
export function task(n: number): number { return n + own(); }
