interface O { n: number }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { try { await Promise.reject(o); } catch (e) { (e as O).n = 2; } await Promise.reject(o).catch((x: O) => { x.n++; }); return 1; }
