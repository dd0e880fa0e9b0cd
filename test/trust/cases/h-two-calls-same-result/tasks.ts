const table = [{ n: 1 }, { n: 2 }];
/** @unsync */
export function row(i: number): { n: number } { return table[i]!; }
