export const origin = performance.timeOrigin;
/** @unsync */
export function f(n: number): number { return n + origin; }
