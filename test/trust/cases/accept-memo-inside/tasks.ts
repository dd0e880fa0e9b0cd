/** @unsync */
export function fib(n: number): number { const memo = new Map<number, number>(); const go = (k: number): number => { if (k < 2) return k; const hit = memo.get(k); if (hit !== undefined) return hit; const v = go(k - 1) + go(k - 2); memo.set(k, v); return v; }; return go(n); }
