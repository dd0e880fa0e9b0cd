const sleep = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));
/** @unsync background */
export async function slowSum(xs: number[]): Promise<number> { let s = 0; await Promise.all(xs.map(async (x) => { await sleep(1); s += x; })); return s; }
