/** @unsync */
export function fill(n: number, out: number[], on: (k: number) => void): number { for (let i = 0; i < n; i++) on(i); return out.length; }
