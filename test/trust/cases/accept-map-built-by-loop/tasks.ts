const codes = new Map<string, number>();
for (let i = 0; i < 26; i++) codes.set(String.fromCharCode(97 + i), i);
const names: Record<number, string> = {};
for (const [k, v] of codes) names[v] = k;
/** @unsync */
export function caesar(s: string, k: number): string { return [...s].map((c) => names[((codes.get(c) ?? 0) + k) % 26]).join(''); }
