import type { Shape } from './shape.js';
/** @unsync */
export function total(xs: Shape[]): number { return xs.reduce((s, x) => s + x.area(), 0); }
