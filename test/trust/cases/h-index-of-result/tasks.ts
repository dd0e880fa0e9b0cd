/** @unsync */
export function longest(xs: string[][]): string[] { let l = xs[0]!; for (const x of xs) if (x.length > l.length) l = x; return l; }
