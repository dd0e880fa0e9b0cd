/** @unsync */
export function f(xs: number[]): number { Array.prototype.reverse.call(xs); return xs[0]!; }
