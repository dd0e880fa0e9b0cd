/** @unsync */
export function sorted(list: number[]): number[] {
  return list.slice().sort((a, b) => a - b);
}
