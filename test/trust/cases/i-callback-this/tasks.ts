/** @unsync */
export function run(o: { n: number; add: (k: number) => void }): number { o.add(2); return o.n; }
