interface O { a: { b: number }[] }
/** @unsync */
export function f(o: O): number { const src = { x: [{ y: 9 }] }; ({ x: [{ y: o.a[0]!.b }] } = src as { x: [{ y: number }] }); return 1; }
