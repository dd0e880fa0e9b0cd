interface O { n: number }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { await using _r = { async [Symbol.asyncDispose]() { o.n = 5; } }; return 1; }
