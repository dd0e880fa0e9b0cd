/** @unsync */
export function f(n: number): number { if (n > 1) process.exit(4); return n; }
