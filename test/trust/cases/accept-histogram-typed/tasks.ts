/** @unsync */
export function histogram(px: Uint8Array, bins: number): Uint32Array { const h = new Uint32Array(bins); const w = 256 / bins; for (const p of px) h[Math.floor(p / w)]!++; const c = h.slice(); for (let i = 1; i < c.length; i++) c[i]! += c[i - 1]!; return c; }
