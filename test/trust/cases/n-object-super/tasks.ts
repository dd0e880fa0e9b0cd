interface O { n: number }
const base = { bump(o: O): void { o.n++; } };
const d = { __proto__: base, bump(o: O): void { super.bump(o); } } as typeof base;
/** @unsync */
export function f(o: O): number { d.bump(o); return 1; }
