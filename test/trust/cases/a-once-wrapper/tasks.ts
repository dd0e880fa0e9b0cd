function once<T>(f: () => T): () => T { let done = false; let v: T; return () => { if (!done) { done = true; v = f(); } return v; }; }
let seed = 1;
export const setSeed = (n: number): void => { seed = n; };
export const base = once(() => seed * 10);
/** @unsync */
export function add(n: number): number { return n + base(); }
