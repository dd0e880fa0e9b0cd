/** @unsync */
export function f(b: ArrayBuffer): number { const v = new DataView(b); v.setUint16(0, 0x0102); return v.getUint8(0); }
