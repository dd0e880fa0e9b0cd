export const order = { desc: false };
export class Bag { constructor(readonly xs: number[]) {} *[Symbol.iterator](): Generator<number> { yield* order.desc ? [...this.xs].reverse() : this.xs; } }
/** @unsync */
export function list(b: Bag): string { return [...b].join(); }
