interface O { n: number }
function* pairs(xs: O[]): Generator<[O, number]> { let i = 0; for (const x of xs) yield [x, i++]; }
/** @unsync */
export function f(xs: O[]): number { for (const [x, i] of pairs(xs)) x.n = i * 10; return xs.length; }
