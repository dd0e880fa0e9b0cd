export class Found extends Error { constructor(readonly row: { id: number }) { super('found'); } }
export const seen = { id: 7 };
/** @unsync */
export function find(rows: { id: number }[], id: number): number {
  try {
    for (const row of rows) if (row.id === id) throw new Found(row);
    if (id === 7) throw seen;
  } catch (error) {
    return error instanceof Found ? error.row.id * 10 : 1;
  }
  return -1;
}
