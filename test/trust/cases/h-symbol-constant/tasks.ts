export const NONE = Symbol('none');
/** @unsync */
export function has(x: unknown[]): boolean { return x.some((y) => y === NONE); }
