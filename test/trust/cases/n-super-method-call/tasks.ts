interface O { n: number }
class A { bump(o: O): void { o.n++; } }
class B extends A { override bump(o: O): void { super.bump(o); } }
/** @unsync */
export function f(o: O): number { new B().bump(o); return 1; }
