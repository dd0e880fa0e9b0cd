const seen: number[] = [];
const change = (n: number): number => seen.push(n);
export const write = change;
export const read = (n: number): number => seen.length + n;
