interface O { n: number }
/** @unsync */
export function f(a: O, b: O): number { const pair: [O, ...O[]] = [a, ...[b]]; const [, ...rest] = pair; rest[0]!.n = 5; return pair.length; }
