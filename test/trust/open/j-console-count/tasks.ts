/** @unsync */
export function f(n: number): number { console.count('k'); return n; }
