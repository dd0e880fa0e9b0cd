/** @unsync */
export function f(o: { in: { n: number } }): number { const d = Object.create(o) as typeof o; d.in.n = 5; return 1; }
