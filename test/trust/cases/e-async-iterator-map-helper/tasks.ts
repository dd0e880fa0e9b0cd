interface O { n: number }
/** @unsync */
export function f(os: O[]): number { return os.values().map((o) => { o.n = 1; return o; }).toArray().length; }
