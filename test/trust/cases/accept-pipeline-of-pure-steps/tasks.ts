type Step = (xs: readonly number[]) => number[];
const steps: readonly Step[] = [(xs) => xs.filter((x) => x > 0), (xs) => xs.map((x) => x * 2), (xs) => [...new Set(xs)], (xs) => xs.toSorted((a, b) => a - b)];
/** @unsync */
export function run(xs: readonly number[]): number[] { return steps.reduce((a, s) => s(a), [...xs]); }
