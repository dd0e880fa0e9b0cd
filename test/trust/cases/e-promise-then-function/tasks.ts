interface O { n: number }
const bump = (o: O): O => { o.n++; return o; };
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { return Promise.resolve(o).then(bump).then((x) => x.n); }
