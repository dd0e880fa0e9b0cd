interface O { n: number }
class A { accessor o: O; constructor(o: O) { this.o = o; } }
/** @unsync */
export function f(o: O): number { const a = new A(o); a.o.n = 7; return 1; }
