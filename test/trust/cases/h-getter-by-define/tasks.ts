/** @unsync */
export function mk(n: number): { n: number; twice?: number } { const o = { n }; Object.defineProperty(o, 'twice', { enumerable: true, get(this: { n: number }) { return this.n * 2; } }); return o; }
