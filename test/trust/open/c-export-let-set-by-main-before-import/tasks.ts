import { cfg } from './cfg.js';
const twice = cfg.level * 2;
/** @unsync */
export function f(n: number): number { return twice * n; }
