export interface G { rate?: number }
/** @unsync */
export function f(n: number): number { return n * ((globalThis as G).rate ?? 1); }
