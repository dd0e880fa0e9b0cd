const cache = new Map<string, Float64Array>();
export function load(k: string): Float64Array { let v = cache.get(k); if (!v) cache.set(k, (v = new Float64Array(1 << 17).fill(2))); return v; }
/** @unsync */
export function total(x: Float64Array): number { return x.reduce((a, b) => a + b, 0); }
export async function go(): Promise<string> { const a = await total(load('a')); return `${a} ${await total(load('a'))}`; }
