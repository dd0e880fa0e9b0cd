import { setTimeout as wait } from 'node:timers/promises';
/** @unsync */
export function sum(px: Uint8Array): number { let s = 0; for (const p of px) s += p; return s; }
const kept: Uint8Array[] = [];
export function make(n: number): Uint8Array { const b = new Uint8Array(n).fill(1); kept.push(b.subarray(0, 10)); return b; }
export async function go(): Promise<string> { const s = await sum(make(1 << 20)); await wait(1); return `${s} ${kept[0]!.length} ${kept[0]![0]}`; }
