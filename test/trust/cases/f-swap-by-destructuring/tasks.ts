/** @unsync */
export function f(xs: number[]): number { [xs[0], xs[1]] = [xs[1]!, xs[0]!]; return xs[0]!; }
