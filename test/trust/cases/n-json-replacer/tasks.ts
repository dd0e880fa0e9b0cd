interface O { n: number }
/** @unsync */
export function f(o: O): string { return JSON.stringify({ a: o }, (k, v: O | { a: O }) => { if (k === 'a') (v as O).n = 3; return v; }); }
