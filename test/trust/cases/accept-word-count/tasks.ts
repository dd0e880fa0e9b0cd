/** @unsync */
export function words(text: string): [string, number][] { const m = new Map<string, number>(); for (const w of text.toLowerCase().match(/\w+/g) ?? []) m.set(w, (m.get(w) ?? 0) + 1); return [...m].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])); }
