import type { Ver } from './ver.js';
/** @unsync */
export function same(a: Ver, b: Ver): boolean { return a.compare(b) === 0; }
