/** @unsync */
export function f(n: number): number { return Math.round(n); }
