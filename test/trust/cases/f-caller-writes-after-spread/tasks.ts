export const base = { opts: { v: 1 } };
/** @unsync */
export function f(k: number): number { return k + base.opts.v; }
