/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
function* frames(): Generator<Uint8Array> { const b = new Uint8Array(1 << 20); for (let i = 0; i < 2; i++) { b[0] = i; yield b; } }
export async function go(): Promise<string> { let s = ''; for (const fr of frames()) s += await sum(fr) + ' '; return s; }
