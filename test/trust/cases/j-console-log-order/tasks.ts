/** @unsync */
export function f(n: number): number { console.log('task', n); return n; }
