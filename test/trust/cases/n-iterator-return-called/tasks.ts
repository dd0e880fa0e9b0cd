interface O { n: number }
/** @unsync */
export function f(o: O): number { const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => { o.n = 9; return { value: 0, done: true as const }; } }) }; for (const x of it) { if (x) break; } return 1; }
