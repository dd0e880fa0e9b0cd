/** @unsync */
export function f(a: Uint8Array, b: Uint8Array): number { const c = a.slice(); c[0] = 5; return b[0]! + c[0]!; }
