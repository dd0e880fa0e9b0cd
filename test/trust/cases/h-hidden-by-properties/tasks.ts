/** @unsync */
export function total(order: { lines: number[]; rate?: number }): number { const { lines, rate = 1 } = order; return lines.reduce((a, b) => a + b, 0) * rate; }
