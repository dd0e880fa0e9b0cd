export interface P { team: string; name: string; score: number }
/** @unsync */
export function teams(ps: readonly P[]): { team: string; best: string; all: string[] }[] { const by = new Map<string, P[]>(); for (const p of ps) { const l = by.get(p.team); if (l) l.push(p); else by.set(p.team, [p]); } return [...by].map(([team, l]) => ({ team, best: l.reduce((a, b) => (a.score >= b.score ? a : b)).name, all: l.sort((a, b) => b.score - a.score).map((p) => p.name) })); }
