let p: Promise<number> | undefined;
export const stamp = (): Promise<number> => (p ??= Promise.resolve(Math.random()));
/** @unsync cpu-bound */
export async function f(n: number): Promise<number> { return n + (await stamp()); }
