interface O { n: number }
class W { constructor(o: O) { return o as unknown as W; } }
/** @unsync */
export function f(o: O): number { (new W(o) as unknown as O).n = 4; return 1; }
