/** @unsync */
export function roll(n: number): number { return Math.floor(Math.random() * n); }
