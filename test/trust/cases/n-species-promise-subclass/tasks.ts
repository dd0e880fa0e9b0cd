export let made = 0;
class P<T> extends Promise<T> { constructor(x: (r: (v: T) => void, j: (e: unknown) => void) => void) { super(x); made++; } }
export const count = (): boolean => made > 0;
/** @unsync cpu-bound */
export async function f(n: number): Promise<number> { return (await P.resolve(n).then((x) => x + 1)) as number; }
