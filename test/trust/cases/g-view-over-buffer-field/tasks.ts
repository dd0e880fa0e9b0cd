/** @unsync */
export function f(x: { data: Float64Array }): number { const u = new Uint8Array(x.data.buffer, x.data.byteOffset, 8); u.set([1, 2], 0); return x.data.length; }
