/** @unsync */
export function f(row: number[]): number { const g = new Array<number[]>(3).fill(row); g[1]![0] = 9; return g.length; }
