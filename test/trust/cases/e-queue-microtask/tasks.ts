interface O { n: number }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { queueMicrotask(() => { o.n = 2; }); await null; return 1; }
