/** @unsync */
export function sum(px: Buffer): number { return px.length; }
export async function go(): Promise<string> { const all = Buffer.concat([Buffer.alloc(1 << 20), Buffer.from('x')]); const tail = all.subarray(-1); const n = await sum(all); return `${n} ${tail.toString()}`; }
