export const token = await Promise.resolve().then(() => Math.random());
/** @unsync */
export function f(n: number): number { return n + token; }
