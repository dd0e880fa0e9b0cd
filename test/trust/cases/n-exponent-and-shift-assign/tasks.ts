/** @unsync */
export function f(xs: number[]): number { xs[0]! **= 2; xs[1]! <<= 1; xs[2]!--; return xs.length; }
