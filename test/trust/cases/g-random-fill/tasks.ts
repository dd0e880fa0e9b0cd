import { randomFillSync } from 'node:crypto';
/** @unsync */
export function f(b: Uint8Array): number { randomFillSync(b); return b.length; }
