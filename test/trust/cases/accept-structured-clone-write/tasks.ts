/** @unsync */
export function scaled(o: { pts: { x: number }[] }, k: number): { pts: { x: number }[] } { const c = structuredClone(o); for (const p of c.pts) p.x *= k; return c; }
