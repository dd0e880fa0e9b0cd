let sum = 1;
export class Bag { constructor(readonly v: number[]) {} *[Symbol.iterator](): Generator<number> { for (const x of this.v) { sum += x; yield x; } } }
/** @unsync */
export function make(n: number): Bag { return new Bag([n, 2]); }
/** @unsync */
export function look(n: number): number { return sum + n; }
