import { Sub, get } from './shapes.js';
let s1 = 'a';
export const change = (n: number): number => { s1 += n; return 1; };
export const size = (n: number): number => s1.length;
/** @unsync */
export const make = function (n: number): Sub { return new Sub(); };
/** @unsync */
export function look(n: number): number { return get(n); }
