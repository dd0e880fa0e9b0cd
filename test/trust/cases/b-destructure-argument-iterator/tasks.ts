export const log = { n: 0 };
export class Pair { constructor(readonly a: number, readonly b: number) {} *[Symbol.iterator](): Generator<number> { log.n++; yield this.a; yield this.b; } }
/** @unsync */
export function add(p: Pair): number { const [a = 0, b = 0] = p; return a + b; }
