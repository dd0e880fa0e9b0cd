export const KIND = Symbol('kind');
export const make = (n: number): Record<symbol, number> => ({ [KIND]: n });
/** @unsync */
export function f(o: Record<symbol, number>): number { return o[KIND] ?? -1; }
