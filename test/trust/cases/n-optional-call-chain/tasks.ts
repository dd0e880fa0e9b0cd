interface O { n: number; hook?: { run?(o: O): void } }
const hook = { run(o: O): void { o.n = 3; } };
/** @unsync */
export function f(o: O): number { const h: O['hook'] = hook; h?.run?.(o); return 1; }
