/** @unsync */
export function* pages(n: number) { let all = 0; for (let i = 0; i < n; i++) { const rows: number[] = [i]; yield { rows, i, all }; all += rows.length; } }
