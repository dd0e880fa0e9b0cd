/** @unsync */
export function f(xs: number[]): number { xs.forEach((_, i, all) => { all[i] = i * 10; }); return xs.map(function (this: number[], x) { this.push(x); return x; }, xs).length; }
