/** @unsync */
export function sum(px: Float32Array): number { return px.length; }
export async function go(): Promise<string> { const raw = new ArrayBuffer(1 << 20); const dv = new DataView(raw); const n = await sum(new Float32Array(raw)); return `${n} ${dv.byteLength}`; }
