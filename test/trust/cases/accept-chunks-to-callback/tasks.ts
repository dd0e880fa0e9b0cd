export interface Progress { done: number; of: number; last: string }
/** @unsync */
export function batches(xs: readonly number[], size: number, flush: (rows: number[]) => void, on: (p: Progress) => void): number {
  let rows: number[] = [];
  const progress: Progress = { done: 0, of: xs.length, last: '' };
  for (const x of xs) {
    rows.push(x);
    progress.done++;
    progress.last = `${x}`;
    on(progress);
    if (rows.length === size) {
      flush(rows);
      rows = [];
    }
  }
  if (rows.length > 0) flush(rows);
  return xs.length;
}
/** @unsync */
export function each(n: number, row: (r: { i: number; tags: string[] }) => void): number {
  for (let i = 0; i < n; i++) {
    const made: { i: number; tags: string[] } = { i, tags: [] };
    if (i % 2) made.tags.push('odd');
    row(made);
  }
  [1, 2].forEach((i) => { const made = { i, tags: ['last'] }; made.tags.push('x'); row(made); });
  return n;
}
