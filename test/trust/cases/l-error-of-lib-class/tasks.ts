import { HttpError } from './lib/err.js';
/** @unsync */
export function f(n: number): number { throw new HttpError(n, 'x'); }
