import type { Vec } from './lib/vec.js';
/** @unsync */
export function sum(vs: Vec[]): number { return vs.reduce((s, v) => s + v.norm(), 0); }
