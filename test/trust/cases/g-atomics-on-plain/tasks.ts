/** @unsync */
export function f(x: Int32Array): number { return Atomics.add(x, 0, 5); }
