let step = 1;
export const setStep = (n: number): void => { step = n; };
export class R { constructor(readonly to: number) {} *each(): Generator<number> { for (let i = 0; i < this.to; i += step) yield i; } }
/** @unsync */
export function sum(r: R): number { let s = 0; for (const x of r.each()) s += x; return s; }
