import { log } from './shared.js';
/** @unsync */
export function f(n: number): number { log.info(`of ${n}`); return n * n; }
