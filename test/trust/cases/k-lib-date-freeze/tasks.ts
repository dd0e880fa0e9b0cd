import { clock } from './lib/clock.js';
/** @unsync */
export function age(from: number): number { return clock.now() - from; }
