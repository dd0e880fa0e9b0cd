/** @unsync */
export function sum(o: { px: Uint8Array }): number { return o.px.length; }
export async function go(): Promise<string> { const img = { px: new Uint8Array(1 << 20) }; const copy = { ...img }; const n = await sum(img); return `${n} ${copy.px.length}`; }
