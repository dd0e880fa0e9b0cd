const enc = new TextEncoder();
/** @unsync */
export function f(s: string, into: Uint8Array): number { return enc.encodeInto(s, into).written; }
