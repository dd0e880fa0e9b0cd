/** @unsync */
export function find(xs: number[], f: (x: number) => boolean): number { for (const x of xs) if (f(x)) return x; return -1; }
