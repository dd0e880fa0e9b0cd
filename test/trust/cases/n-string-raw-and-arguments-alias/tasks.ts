/** @unsync */
export function f(o: { n: number }): number { const a = arguments; (a[0] as { n: number }).n = 6; return a.length; }
