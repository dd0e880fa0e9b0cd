export const META = Symbol.for('meta');
/** @unsync */
export function mk(n: number): { n: number; [k: symbol]: string } { return { n, [META]: 'm' }; }
