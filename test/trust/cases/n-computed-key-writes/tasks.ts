interface O { n: number }
/** @unsync */
export function f(o: O): number { const t = { [`k${o.n++}`]: 1, ['z']: 2 }; return Object.keys(t).length; }
