/** @unsync */
export function f(a: Buffer, b: Buffer): number { return a.copy(b, 1); }
