export const EMPTY: readonly number[] = [];
export const isEmpty = (x: readonly number[]): boolean => x === EMPTY;
/** @unsync */
export function evens(xs: number[]): readonly number[] { const r = xs.filter((x) => x % 2 === 0); return r.length ? r : EMPTY; }
