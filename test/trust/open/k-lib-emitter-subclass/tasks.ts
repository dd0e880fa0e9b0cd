import { hub } from './lib/em.js';
/** @unsync */
export function f(n: number): number { hub.emit('x', n); return n; }
