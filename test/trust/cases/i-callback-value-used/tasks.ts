/** @unsync */
export function sum(xs: number[], f: (x: number) => number): number { return xs.reduce((s, x) => s + f(x), 0); }
