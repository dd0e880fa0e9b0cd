interface O { n: number }
/** @unsync */
export function f(o: Record<string, O>): number { let c = 0; for (const [k, v] of Object.entries(o)) { if (k > 'a') v.n = 0; c++; } return c; }
