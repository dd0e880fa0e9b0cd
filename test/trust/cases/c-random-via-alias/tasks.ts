const { random, floor } = Math;
export const k = floor(random() * 1e9);
/** @unsync */
export function f(n: number): number { return n + k; }
