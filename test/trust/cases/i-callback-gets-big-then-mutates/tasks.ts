/** @unsync */
export function gen(n: number, on: (row: number[]) => void): number { const row = [0]; for (let i = 0; i < n; i++) { row[0] = i; on(row); } return n; }
