import assert from 'node:assert/strict';
function need(c: unknown, m: string): asserts c { if (!c) throw new Error(m); }
/** @unsync */
export function half(n: number): number { need(n % 2 === 0, 'odd'); assert.equal(typeof n, 'number'); return n / 2; }
