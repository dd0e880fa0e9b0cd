interface O { n: number }
/** @unsync */
export function f(o: O): boolean { const K = { [Symbol.hasInstance](v: unknown): boolean { (v as O).n = 7; return true; } }; return o instanceof (K as never); }
