export interface Box { rows: number[] }
/** @unsync */
export async function run(box: Box, use: (box: Box) => void) {
  const copy = { ...box };
  use(copy);
  copy.rows.push(1);
  return copy.rows.length;
}
/** @unsync */
export function walk(box: Box, use: (box: Box) => void): number {
  use({ ...box });
  return box.rows.length;
}
