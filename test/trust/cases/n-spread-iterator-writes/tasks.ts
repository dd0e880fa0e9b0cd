interface O { n: number }
class It { constructor(private o: O) {} *[Symbol.iterator](): Generator<number> { this.o.n++; yield 1; } }
/** @unsync */
export function f(o: O): number { return Math.max(...new It(o)); }
