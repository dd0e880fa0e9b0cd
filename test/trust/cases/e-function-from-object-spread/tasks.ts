interface O { n: number }
const base = { up(o: O): void { o.n++; }, down(o: O): void { o.n--; } };
const ops = { ...base, noop(_: O): void {} };
/** @unsync */
export function f(o: O, k: 'up' | 'noop'): number { ops[k](o); return 1; }
