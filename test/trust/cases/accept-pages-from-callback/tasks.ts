export interface Page { rows: number[]; next: number }
/** @unsync cpu-bound */
export async function all(load: (at: number) => Promise<Page>): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at >= 0; ) {
    const page = await load(at);
    page.rows.sort((a, b) => a - b);
    found.push(...page.rows);
    at = page.next;
  }
  return found;
}
