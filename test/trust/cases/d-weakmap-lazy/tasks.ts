const meta = new WeakMap<object, { n: number }>();
const KEY = {};
export const of = (o: object): { n: number } => { let m = meta.get(o); if (!m) meta.set(o, (m = { n: 0 })); return m; };
/** @unsync */
export function f(k: number): number { return k + of(KEY).n; }
export const bump = (): void => { of(KEY).n++; };
