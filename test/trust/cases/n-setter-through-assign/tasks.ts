interface O { n: number }
class Box { constructor(private o: O) {} set v(x: number) { this.o.n = x; } }
/** @unsync */
export function f(o: O): number { Object.assign(new Box(o), { v: 5 }); return 1; }
