/** @unsync */
export function f(xs: number[]): string { return xs.join('-'); }
