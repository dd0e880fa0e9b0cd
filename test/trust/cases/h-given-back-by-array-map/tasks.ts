export const rows = [3, 1, 2];
/** @unsync */
export function first(): number { return rows[0]!; }
/** @unsync */
export function tidy(list: number[], _n?: number): number[] { list.sort(); return list; }
/** @unsync */
export function nothing(list: number[]): number[] { return list; }
