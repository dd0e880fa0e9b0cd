interface O { n: number }
function g(o: O, k = (o.n = 9)): number { return k; }
/** @unsync */
export function f(o: O): number { return g(o); }
