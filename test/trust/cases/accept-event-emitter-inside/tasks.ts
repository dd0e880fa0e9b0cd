import { EventEmitter } from 'node:events';
/** @unsync */
export function run(xs: number[]): string { const e = new EventEmitter(); const got: number[] = []; e.on('x', (v: number) => got.push(v * 2)); for (const x of xs) e.emit('x', x); return got.join(); }
