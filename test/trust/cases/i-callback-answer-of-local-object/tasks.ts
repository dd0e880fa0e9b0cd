/** @unsync cpu-bound */
export async function sorted(load: () => Promise<number[]>): Promise<number> { const xs = await load(); xs.sort((a, b) => a - b); return xs[0] ?? 0; }
