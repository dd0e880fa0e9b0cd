/** @unsync */
export function ranked(xs: { id: string; n: number }[]): string[] { const copy = [...xs]; copy.sort((a, b) => b.n - a.n); copy.reverse(); const s = xs.slice().sort((a, b) => a.n - b.n); return copy.concat(s).map((x) => x.id); }
