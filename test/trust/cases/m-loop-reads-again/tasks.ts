/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); let s = ''; for (let i = 0; i < 3; i++) s += (await sum(b)) + ';'; return s; }
