export const order = { desc: false };
export class Bag { constructor(readonly xs: number[]) {} *[Symbol.iterator](): Generator<number> { if (order.desc) yield 0; yield* this.xs; } }
/** @unsync */
export function list(b: Bag): string { let s = ''; for (const x of b) s += x; return s; }
