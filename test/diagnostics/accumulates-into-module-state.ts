const totals: Record<string, number> = {};
const rows: number[][] = [];
export const report = () => [totals, rows];

/** @unsync */
export function sum(words: readonly string[]): number {
  words.reduce((all, word) => {
    all[word] = 1;
    return all;
  }, totals);
  return words.length;
}

/** @unsync */
export function pairs(n: number): number {
  const view = [rows, [[n]]];
  view[0]!.push([n]);
  return n;
}

/** @unsync */
export function chosen(flag: boolean): number {
  const target = flag ? rows : [];
  target.push([1]);
  return target.length;
}

/** @unsync */
export function inPlace(n: number): number {
  ((list: number[][]) => list.push([n]))(rows);
  return n;
}
