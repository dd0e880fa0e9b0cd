interface O { n: number }
class Heap { private h: O[] = []; put(o: O): this { this.h = [...this.h, o]; return this; } pop(): O { return this.h.pop()!; } }
/** @unsync */
export function f(o: O): number { const h = new Heap().put({ n: 2 }).put(o); h.pop().n++; return 1; }
