/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
let last: { length: number } | undefined;
const track = <T extends { length: number }>(b: T): T => { last = b; return b; };
export async function go(): Promise<string> { const n = await sum(track(new Uint8Array(1 << 20))); return `${n} ${last!.length}`; }
