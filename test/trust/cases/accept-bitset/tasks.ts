class Bits { private w: Uint32Array; constructor(n: number) { this.w = new Uint32Array((n + 31) >> 5); } set(i: number): void { this.w[i >> 5]! |= 1 << (i & 31); } has(i: number): boolean { return (this.w[i >> 5]! & (1 << (i & 31))) !== 0; } }
/** @unsync */
export function sieve(n: number): number[] { const c = new Bits(n + 1); const out: number[] = []; for (let i = 2; i <= n; i++) { if (c.has(i)) continue; out.push(i); for (let j = i * i; j <= n; j += i) c.set(j); } return out; }
