function* primes(): Generator<number> { const found: number[] = []; for (let n = 2; ; n++) if (found.every((p) => n % p)) { found.push(n); yield n; } }
/** @unsync */
export function first(n: number): number[] { const out: number[] = []; for (const p of primes()) { if (out.length === n) break; out.push(p); } return out; }
