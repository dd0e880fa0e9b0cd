interface O { n: number }
/** @unsync */
export function f(o: O): number { class L { static { o.n = 5; } } return L.name.length; }
