interface S { a: { b: { c: number }[] } }
/** @unsync */
export function f(s: S): number { const path = ['a', 'b', '0'] as const; let cur: any = s; for (const p of path) cur = cur[p]; cur.c = 9; return 1; }
