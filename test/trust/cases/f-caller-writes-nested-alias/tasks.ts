export const conf = { limits: { max: 1 } };
const { limits } = conf;
/** @unsync */
export function f(n: number): number { return Math.min(n, limits.max); }
