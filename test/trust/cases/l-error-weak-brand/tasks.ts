const issued = new WeakSet<object>();
export class Own extends Error { constructor(m: string) { super(m); issued.add(this); } static is(e: object): boolean { return issued.has(e); } }
/** @unsync */
export function f(n: number): number { throw new Own('o' + n); }
