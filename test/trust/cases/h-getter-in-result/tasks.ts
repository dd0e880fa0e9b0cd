/** @unsync */
export function mk(n: number): { n: number; readonly twice: number } { return { n, get twice() { return this.n * 2; } }; }
