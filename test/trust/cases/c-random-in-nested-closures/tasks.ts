const gen = (f: () => number) => ({ take: (n: number): number[] => [...Array(n)].map(f) });
export const noise = gen(() => (() => Math.random())()).take(4);
/** @unsync */
export function at(i: number): number { return noise[i]!; }
