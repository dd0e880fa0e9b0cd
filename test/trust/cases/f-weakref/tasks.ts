/** @unsync */
export function f(o: { n: number }): number { const r = new WeakRef(o); r.deref()!.n = 3; return 1; }
