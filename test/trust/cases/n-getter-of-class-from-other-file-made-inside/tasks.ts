import { Acc } from './acc.js';
/** @unsync */
export function f(n: number): number { const { v } = new Acc(); return v * n; }
