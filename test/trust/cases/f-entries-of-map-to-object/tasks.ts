interface O { n: number }
/** @unsync */
export function f(m: Map<string, O>): number { const o = Object.fromEntries(m); o['a']!.n = 2; return 1; }
