const s1 = [1, 2];
const change = (n: number): number => { s1[1]! += n; return n; };
class C5 { constructor(readonly n: number) {} *[Symbol.iterator](): Generator<number> { yield change(this.n); } }
class C6 { static run(n: number): number { return [...new C5(n)][0]!; } }
const f7: (n: number) => number = C6.run;
export class Sub { run(n: number): number { return f7(n); } }
/** @unsync */
export const make = function (n: number): Sub { return new Sub(); };
/** @unsync */
export function look(n: number): number { return s1[1]!; }
