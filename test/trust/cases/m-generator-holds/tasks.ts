/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
function* chunks(b: Uint8Array): Generator<number> { for (let i = 0; i < 2; i++) yield b.length; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); const g = chunks(b); const n = await sum(b); return n + ';' + [...g].join(); }
