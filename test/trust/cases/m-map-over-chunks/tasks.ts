/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); const parts = [0, 1].map((i) => b.subarray(i << 19, (i + 1) << 19)); const ns = await Promise.all(parts.map((p) => sum(p))); return `${ns.join()} ${b.length}`; }
