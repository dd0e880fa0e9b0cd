/** @unsync */
export function each(rows: { id: number; name: string }[], on: (id: number, name: string) => void): number {
  let n = 0;
  for (const row of rows) { on(row.id, row.name); n++; }
  return n;
}
