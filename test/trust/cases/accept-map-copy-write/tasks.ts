/** @unsync */
export function merged(a: Map<string, number>, b: Map<string, number>): Map<string, number> { const out = new Map(a); for (const [k, v] of b) out.set(k, (out.get(k) ?? 0) + v); out.delete('gone'); return out; }
