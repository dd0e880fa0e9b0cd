/** @unsync */
export function f(n: number): number { performance.mark('t'); return n; }
