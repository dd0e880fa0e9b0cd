interface O { n: number; m?: number }
/** @unsync */
export function f(o: O): number { let x: number; ({ m: x = o.n = 4 } = o); return x; }
