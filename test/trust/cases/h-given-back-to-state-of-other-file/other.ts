/** @unsync */
export function sortInPlace(list: number[]): void {
  list.sort((a, b) => a - b);
}
