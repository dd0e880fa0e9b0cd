/** @unsync */
export function f(n: number): number { console.log('in'); return n; }
