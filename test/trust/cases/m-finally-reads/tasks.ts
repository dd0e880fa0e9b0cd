/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); let s = ''; try { s += await sum(b); } finally { s += ';' + b.length; } return s; }
