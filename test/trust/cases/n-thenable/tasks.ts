interface O { n: number }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { return await { then(r: (n: number) => void) { o.n = 4; r(1); } }; }
