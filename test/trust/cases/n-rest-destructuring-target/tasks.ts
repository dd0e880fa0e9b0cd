/** @unsync */
export function f(o: { rest: number[] }, xs: number[]): number { [, ...o.rest] = xs; return xs.length; }
