/** @unsync */
export function tally(votes: { who: string; w: number }[]): string { const t: Record<string, { n: number; w: number }> = Object.create(null); for (const { who, w } of votes) { t[who] ||= { n: 0, w: 0 }; t[who].n++; t[who].w += w; } return Object.keys(t).sort().map((k) => `${k}:${t[k]!.n}/${t[k]!.w}`).join(); }
