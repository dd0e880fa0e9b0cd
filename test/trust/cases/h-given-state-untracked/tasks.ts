export const rows = [3, 1, 2];
/** @unsync */
export function first(): number {
  return rows[0]!;
}
/** @unsync untracked */
export function least(list: number[]): number {
  list.sort((a, b) => a - b);
  return list[0]!;
}
