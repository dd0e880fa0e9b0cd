/** @unsync */
export function first(bytes: Uint8Array): number { const own = bytes.slice(); new DataView(own.buffer).setUint8(0, 8); return own[0]!; }
