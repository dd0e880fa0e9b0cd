import { chain } from './lib/chain.js';
/** @unsync */
export function f(xs: number[]): number { return chain(xs).sort()[0]!; }
