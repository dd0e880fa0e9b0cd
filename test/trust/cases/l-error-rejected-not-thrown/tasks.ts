export const STOP = new Error('stop');
/** @unsync cpu-bound */
export async function run(n: number): Promise<number> { return n > 0 ? Promise.reject(STOP) : n; }
