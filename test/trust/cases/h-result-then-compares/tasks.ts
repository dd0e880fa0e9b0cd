export const EMPTY: readonly number[] = [];
/** @unsync */
export function evens(xs: number[]): readonly number[] { const r = xs.filter((x) => x % 2 === 0); return r.length ? r : EMPTY; }
