import { two } from './lib/noisy.js';
/** @unsync */
export function f(n: number): number { return n * two(); }
