const cache = (s: string): ((v: Record<string, string>) => string) => { const parts = s.split(/\{(\w+)\}/); return (v) => parts.map((p, i) => (i % 2 ? v[p] ?? '' : p)).join(''); };
/** @unsync */
export function render(t: string, rows: Record<string, string>[]): string[] { const f = cache(t); return rows.map(f); }
