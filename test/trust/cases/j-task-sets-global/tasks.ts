/** @unsync */
export function f(n: number): number { (globalThis as { last?: number }).last = n; return n; }
