interface O { n: number }
function take([a = { n: 0 }]: O[] = [], b: O = a): void { b.n = 8; }
/** @unsync */
export function f(os: O[]): number { take(os); return os.length; }
