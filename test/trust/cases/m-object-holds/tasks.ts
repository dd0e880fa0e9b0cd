/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
class Img { constructor(readonly px: Uint8Array) {} }
export async function go(): Promise<string> { const b = new Uint8Array(1 << 20); const i = new Img(b); const n = await sum(b); return n + ';' + i.px.length; }
