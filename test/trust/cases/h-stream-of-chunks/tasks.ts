/** @unsync */
export function* chunks(rows: readonly { n: number }[], size: number) { for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size); }
