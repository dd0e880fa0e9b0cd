export interface N { id: string; deps: string[] }
/** @unsync */
export function depths(ns: N[]): Record<string, number> { const by = new Map(ns.map((n) => [n.id, n])); const depth = new Map<string, number>(); const of = (id: string): number => { const known = depth.get(id); if (known !== undefined) return known; const v = Math.max(0, ...by.get(id)!.deps.map((d) => of(d) + 1)); depth.set(id, v); return v; }; const out: Record<string, number> = {}; for (const n of ns) out[n.id] = of(n.id); return out; }
