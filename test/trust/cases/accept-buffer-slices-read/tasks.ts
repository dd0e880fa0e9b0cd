/** @unsync */
export function frames(b: Uint8Array): string[] { const out: string[] = []; const v = new DataView(b.buffer, b.byteOffset, b.byteLength); for (let i = 0; i < b.length; ) { const n = v.getUint8(i); out.push(Buffer.from(b.subarray(i + 1, i + 1 + n)).toString('latin1')); i += 1 + n; } return out; }
