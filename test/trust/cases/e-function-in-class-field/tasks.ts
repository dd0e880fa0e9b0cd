interface O { n: number }
class P { constructor(private readonly fs: ((o: O) => void)[]) {} run(o: O): void { for (const f of this.fs) f(o); } }
const p = new P([(o) => { o.n = 3; }]);
/** @unsync */
export function f(o: O): number { p.run(o); return 1; }
