interface O { n: number; more?: O }
/** @unsync */
export function f(xs: O[]): number { const first = xs.reduce((a, b) => (a.n > b.n ? a : b)); first.n = -1; return xs.length; }
