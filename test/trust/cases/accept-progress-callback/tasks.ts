/** @unsync */
export function work(n: number, on: (done: number) => void): number { let s = 0; for (let i = 1; i <= n; i++) { s += i; if (i % 2 === 0) on(i); } return s; }
