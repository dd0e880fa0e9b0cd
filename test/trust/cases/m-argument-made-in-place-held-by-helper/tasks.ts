/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
const stats: Uint8Array[] = [];
function load(n: number): Uint8Array { const b = new Uint8Array(n); stats.push(b); return b; }
export async function go(): Promise<string> { const n = await sum(load(1 << 20)); return `${n} ${stats[0]!.length}`; }
