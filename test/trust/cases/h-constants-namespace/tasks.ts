import * as c from './c.js';
/** @unsync */
export function f(x: object): object { return x === c.A ? c.B : c.A; }
