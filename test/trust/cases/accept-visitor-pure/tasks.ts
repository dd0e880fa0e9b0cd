export type E = { k: 'n'; v: number } | { k: '+'; l: E; r: E } | { k: '-'; e: E };
type V<T> = { [K in E['k']]: (e: Extract<E, { k: K }>, go: (e: E) => T) => T };
const visit = <T>(e: E, v: V<T>): T => (v[e.k] as (e: E, go: (e: E) => T) => T)(e, (x) => visit(x, v));
const show: V<string> = { n: (e) => String(e.v), '+': (e, go) => `(${go(e.l)}+${go(e.r)})`, '-': (e, go) => `-${go(e.e)}` };
/** @unsync */
export function print(e: E): string { return visit(e, show); }
