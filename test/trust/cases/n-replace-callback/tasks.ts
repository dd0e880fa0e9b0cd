interface O { n: number }
/** @unsync */
export function f(o: O, s: string): string { return s.replace(/a/g, () => String(o.n++)); }
