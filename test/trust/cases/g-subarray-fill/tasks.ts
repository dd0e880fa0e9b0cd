/** @unsync */
export function f(b: Uint8Array): number { b.subarray(1, 3).fill(7); return b.length; }
