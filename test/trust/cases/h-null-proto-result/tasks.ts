/** @unsync */
export function dict(k: string): Record<string, number> { const d = Object.create(null) as Record<string, number>; d[k] = 1; return d; }
