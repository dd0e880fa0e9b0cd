/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<string> { const b = new ArrayBuffer(1 << 20); const x = sum(new Uint8Array(b, 0, 1 << 19)); const y = sum(new Uint8Array(b)); return `${await x} ${await y}`; }
