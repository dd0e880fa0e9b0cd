export const uses = { n: 0 };
export class Temp { constructor(readonly c: number) {} get f(): number { uses.n++; return this.c * 1.8 + 32; } }
/** @unsync */
export function hot(ts: Temp[]): Temp[] { return ts.filter(({ f }) => f > 80); }
