/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
class View { px = new Uint8Array(1 << 20); async total(): Promise<number> { return await sum(this.px); } }
export async function go(): Promise<string> { const v = new View(); return `${await v.total()} ${await v.total()} ${v.px.length}`; }
