export interface Iv { from: number; to: number }
/** @unsync */
export function merge(ivs: Iv[]): Iv[] { const out: Iv[] = []; for (const iv of [...ivs].sort((a, b) => a.from - b.from)) { const last = out[out.length - 1]; if (last && iv.from <= last.to) last.to = Math.max(last.to, iv.to); else out.push({ ...iv }); } return out; }
