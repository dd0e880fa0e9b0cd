/** @unsync */
export function total(o: { n: number }, tick: () => void): number { tick(); return o.n; }
