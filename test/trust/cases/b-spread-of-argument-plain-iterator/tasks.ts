export const order = { desc: false };
export class Bag { constructor(readonly xs: number[]) {} [Symbol.iterator](): Iterator<number> { return (order.desc ? [...this.xs].reverse() : this.xs)[Symbol.iterator](); } }
/** @unsync */
export function list(b: Bag): string { return [...b].join(); }
