function bump(x: { n: number }): void { x.n++; }
export const cb = bump;
/** @unsync */
export function each(xs: { n: number }[], f: (x: { n: number }) => void): string { xs.forEach((x) => f(x)); return JSON.stringify(xs); }
