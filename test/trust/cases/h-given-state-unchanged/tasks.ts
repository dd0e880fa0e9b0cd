export const rows = [3, 1, 2];
/** @unsync */
export function first(): number {
  return rows[0]!;
}
/** @unsync */
export function sum(list: readonly number[]): number {
  let all = 0;
  for (const n of list) all += n;
  return all;
}
