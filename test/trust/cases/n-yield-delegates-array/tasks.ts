interface O { n: number }
function* all(a: O[], b: O): Generator<O, O> { yield* a; return b; }
/** @unsync */
export function f(os: O[], b: O): number { const g = all(os, b); let r = g.next(); while (!r.done) r = g.next(); r.value.n = 5; return 1; }
