import { Level } from './level.js';
/** @unsync */
export function level(n: number): Level | { none: number } { return Level.of(n); }
