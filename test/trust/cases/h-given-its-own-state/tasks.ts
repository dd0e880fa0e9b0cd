export const rows = [3, 1, 2];
/** @unsync */
export function touch(list: number[]): number {
  list[0] = 9;
  return rows[0]!;
}
