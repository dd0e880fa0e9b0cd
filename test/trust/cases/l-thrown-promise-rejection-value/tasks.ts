/** @unsync cpu-bound */
export async function f(n: number): Promise<number> { return Promise.reject(n > 1 ? 'too big' : undefined); }
