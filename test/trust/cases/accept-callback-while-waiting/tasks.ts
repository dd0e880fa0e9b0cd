/** @unsync cpu-bound */
export async function steps(n: number, on: (i: number) => void): Promise<number> {
  for (let i = 0; i < n; i++) await new Promise<void>((done) => setTimeout(() => { on(i); done(); }, 1));
  return n;
}
