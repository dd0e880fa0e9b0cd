export const lut = new Uint8Array(256);
/** @unsync */
export function map(xs: Uint8Array): string { return xs.map((x) => lut[x]!).join(); }
