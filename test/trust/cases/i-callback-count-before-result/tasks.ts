/** @unsync */
export function run(n: number, tick: () => void): number { for (let i = 0; i < n; i++) tick(); return n; }
