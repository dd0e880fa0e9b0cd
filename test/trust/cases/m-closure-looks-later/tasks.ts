/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<number> { const b = new Uint8Array(1 << 20); const look = (): number => b.length; await sum(b); return look(); }
