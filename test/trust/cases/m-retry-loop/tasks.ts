/** @unsync */
export function fail(px: Uint8Array, n: number): number { if (n < 2) throw new Error('x'); return px.length; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); for (let i = 0; ; i++) { try { return String(await fail(b, i)); } catch { /* again */ } } }
