import { EventEmitter } from 'node:events';
/** @unsync */
export function sum(px: Uint8Array): number { return px.length; }
export async function go(): Promise<string> { const e = new EventEmitter(); const b = new Uint8Array(1 << 20); let s = ''; e.on('q', () => { s += b.length; }); s += (await sum(b)) + ' '; e.emit('q'); return s; }
