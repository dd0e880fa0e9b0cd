interface O { n: number }
const load = async (o: O): Promise<O> => { await null; o.n = 8; return o; };
/** @unsync cpu-bound */
export async function f(os: O[]): Promise<number> { return (await Promise.all(os.map(load))).length; }
