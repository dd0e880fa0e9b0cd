/** @unsync */
export function f(n: number): string { return new Intl.NumberFormat('en').format(n); }
