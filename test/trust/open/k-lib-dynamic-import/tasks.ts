/** @unsync cpu-bound */
export async function f(n: number): Promise<number> { const { rate } = await import('./lib/conf.js'); return n * rate(); }
