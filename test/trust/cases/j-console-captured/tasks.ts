/** @unsync */
export function f(n: number): number { console.log('in task', n); return n; }
