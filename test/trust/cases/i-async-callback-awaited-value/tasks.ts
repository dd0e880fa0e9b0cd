/** @unsync cpu-bound */
export async function run(xs: number[], f: (x: number) => Promise<number>): Promise<number> { let s = 0; for (const x of xs) s += await f(x); return s; }
