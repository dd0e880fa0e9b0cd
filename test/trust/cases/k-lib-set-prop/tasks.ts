import { set } from './lib/set.js';
/** @unsync */
export function f(o: { a: { b: number } }): number { return Object.keys(set(o, 'a.b', 7)).length; }
