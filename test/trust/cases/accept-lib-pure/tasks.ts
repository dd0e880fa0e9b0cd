import { dash, pad } from './lib/pad.js';
/** @unsync */
export function f(xs: string[]): string { return xs.map((x) => pad(x, 3)).join(dash); }
