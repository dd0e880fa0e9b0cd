import { conf } from './load.js';
/** @unsync */
export function f(k: number): number { return k + conf().a.n; }
