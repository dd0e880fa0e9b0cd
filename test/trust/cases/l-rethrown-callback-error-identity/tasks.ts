/** @unsync cpu-bound */
export async function run(f: () => Promise<number>): Promise<number> { return await f(); }
