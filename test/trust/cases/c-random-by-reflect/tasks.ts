export const k = Reflect.apply(Math.random, null, []) as number;
/** @unsync */
export function f(n: number): number { return n + k; }
