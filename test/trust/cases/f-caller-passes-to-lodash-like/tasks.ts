export const conf = { a: 1 };
/** @unsync */
export function f(k: number): number { return k + conf.a; }
