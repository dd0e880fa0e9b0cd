/** @unsync */
export function stats(xs: readonly number[]): { mean: number; sd: number; q: (p: number) => number } extends infer R ? Omit<R & object, 'q'> : never { const n = xs.length; const mean = xs.reduce((a, b) => a + b, 0) / n; const acc = { ss: 0 }; xs.forEach((x) => { acc.ss += (x - mean) ** 2; }); return { mean, sd: Math.sqrt(acc.ss / n) }; }
