import { sortBy, uniq } from './lib/util.js';
/** @unsync */
export function f(xs: { n: number }[]): number { return uniq(sortBy(xs)).length; }
