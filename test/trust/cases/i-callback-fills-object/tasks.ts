/** @unsync */
export function walk(xs: { n: number }[], f: (x: { n: number }) => void): number { for (const x of xs) f(x); return xs.reduce((s, x) => s + x.n, 0); }
