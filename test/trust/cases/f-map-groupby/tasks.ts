/** @unsync */
export function f(os: { n: number }[]): number { const m = Map.groupBy(os, (o) => o.n % 2); for (const g of m.values()) g[0]!.n = 100; return m.size; }
