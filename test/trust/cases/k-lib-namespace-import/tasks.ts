import * as conf from './lib/conf.js';
/** @unsync */
export function f(n: number): number { return n * conf.rate(); }
