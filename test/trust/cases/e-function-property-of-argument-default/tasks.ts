interface O { n: number }
const inc = (o: O): void => { o.n++; };
function each(xs: O[], f: (o: O) => void = inc): void { for (const x of xs) f(x); }
/** @unsync */
export function f(xs: O[]): number { each(xs); return xs.length; }
