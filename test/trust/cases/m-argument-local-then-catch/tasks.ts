/** @unsync */
export function fail(px: Uint8Array): number { if (px.length) throw new Error('x'); return 1; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); try { return String(await fail(b)); } catch { return 'failed ' + b.length; } }
