interface O { n: number }
class A { constructor(protected o: O) {} set v(x: number) { this.o.n = x; } }
class B extends A { run(): void { super.v = 8; } }
/** @unsync */
export function f(o: O): number { new B(o).run(); return 1; }
