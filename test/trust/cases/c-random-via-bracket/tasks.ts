export const k = Math['random']() + [Math.random].map((g) => g())[0]!;
/** @unsync */
export function f(n: number): number { return n + k; }
