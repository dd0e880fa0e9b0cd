import { join } from './lib/conf.js';
/** @unsync */
export function f(xs: string[]): string { return join(xs); }
