import { rate } from './facade.js';
/** @unsync */
export function f(n: number): number { return n * rate(); }
