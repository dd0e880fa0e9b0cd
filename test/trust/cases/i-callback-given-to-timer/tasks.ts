function later(run: () => void): void { setImmediate(run); }
/** @unsync */
export function go(n: number, done: () => void): number { later(done); return n; }
