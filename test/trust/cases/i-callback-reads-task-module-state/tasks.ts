export const progress = { done: 0 };
/** @unsync */
export function run(n: number, on: () => void): number { for (let i = 0; i < n; i++) { progress.done = i; on(); } return n; }
