/** @unsync */
export function scan(xs: { n: number }[], on: (x: { n: number }) => void): number { xs.forEach((x) => on(x)); return xs.length; }
