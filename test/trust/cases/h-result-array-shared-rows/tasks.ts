/** @unsync */
export function grid(n: number): number[][] { const row = new Array<number>(n).fill(0); return Array.from({ length: n }, () => row); }
