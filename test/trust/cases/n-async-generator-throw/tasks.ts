interface O { n: number }
async function* g(): AsyncGenerator<number> { try { yield 1; } catch (e) { (e as { o: O }).o.n = 9; } }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { const it = g(); await it.next(); await it.throw({ o }); return 1; }
