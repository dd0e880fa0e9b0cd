export const TIMEOUT = new Error('timeout');
/** @unsync */
export function f(n: number): number { if (n) throw TIMEOUT; return n; }
