/** @unsync */
export function overlap(a: Set<string>, b: Set<string>): string[] { const both = new Set(a); for (const x of both) if (!b.has(x)) both.delete(x); const u = new Set([...a, ...b]); u.add('z'); return [...both, String(u.size)]; }
