export let compared = 0;
const cmp = (a: number, b: number): number => { compared++; return a - b; };
/** @unsync */
export function top(xs: number[]): number { return [...xs].sort(cmp)[0]!; }
export const got = (): boolean => compared > 0;
