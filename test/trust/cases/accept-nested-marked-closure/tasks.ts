export async function report(rows: { n: number }[], factor: number): Promise<number> {
  /** @unsync */
  const sum = (k: number): number => rows.reduce((s, r) => s + r.n * k, 0);
  return (await sum(factor)) + (await sum(1));
}
