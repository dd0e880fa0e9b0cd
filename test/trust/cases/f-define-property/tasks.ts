export const o = { v: 1 };
/** @unsync */
export function f(k: number): number { return k + o.v; }
