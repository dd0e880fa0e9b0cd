/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
let p: Promise<Uint8Array> | undefined;
const load = (): Promise<Uint8Array> => (p ??= Promise.resolve(new Uint8Array(1 << 20)));
export async function go(): Promise<string> { return `${await sum(await load())} ${await sum(await load())}`; }
