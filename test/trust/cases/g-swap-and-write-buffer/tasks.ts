/** @unsync */
export function f(b: Buffer): string { return b.swap16().toString('hex'); }
