/** @unsync cpu-bound */
export async function run(f: (x: { n: number }) => Promise<void>): Promise<number> { const x = { n: 1 }; await f(x); return x.n; }
