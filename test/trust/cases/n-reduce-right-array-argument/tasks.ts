/** @unsync */
export function f(xs: number[][]): number { return xs.reduceRight((acc, x) => { acc.push(...x); return acc; }).length; }
