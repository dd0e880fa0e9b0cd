import { next } from './ids.js';
const own = next();
/** @unsync */
export function f(k: number): number { return own * k; }
