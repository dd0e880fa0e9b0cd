/** @unsync */
export function* pages(n: number) { for (let i = 0; i < n; i++) { const rows: number[] = []; for (let k = 0; k < 3; k++) rows.push(i * k); yield { rows, i }; } }
