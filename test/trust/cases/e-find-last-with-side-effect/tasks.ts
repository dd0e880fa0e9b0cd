interface O { n: number; seen?: boolean }
/** @unsync */
export function f(os: O[]): number { return os.findLastIndex((o) => ((o.seen = true), o.n > 1)); }
