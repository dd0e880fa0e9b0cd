interface O { n: number }
/** @unsync cpu-bound */
export async function f(o: O): Promise<number> { let done!: (o: O) => void; const p = new Promise<O>((r) => { done = r; }); done(o); (await p).n = 7; return 1; }
