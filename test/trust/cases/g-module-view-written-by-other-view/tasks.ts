const mem = new ArrayBuffer(16);
export const f64 = new Float64Array(mem);
export const u8 = new Uint8Array(mem);
/** @unsync */
export function f(i: number): number { return u8[i]!; }
