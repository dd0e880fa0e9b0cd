/** @unsync */
export function run(n: number, save: (n: number) => unknown): number { save(n); return n; }
