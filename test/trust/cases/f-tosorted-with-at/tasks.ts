interface O { n: number }
/** @unsync */
export function f(os: O[]): number { os.toSorted((a, b) => a.n - b.n).at(0)!.n = 77; return os.with(0, { n: 1 }).length; }
