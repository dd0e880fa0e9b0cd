export const ROOT = { n: 1 };
/** @unsync */
export function f(x: { n: number }): boolean { return x === ROOT; }
