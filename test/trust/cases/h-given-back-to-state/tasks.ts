export const rows = [3, 1, 2];
/** @unsync */
export function first(): number {
  return rows[0]!;
}
/** @unsync */
export function sortInPlace(list: number[]): void {
  list.sort((a, b) => a - b);
}
