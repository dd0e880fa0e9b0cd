export const rows = [3, 1, 2];
/** @unsync */
export function first(): number {
  return rows[0]!;
}
