import { EventEmitter } from 'node:events';
export const bus = new EventEmitter();
/** @unsync */
export function f(n: number): number { bus.emit('x', n); return n; }
