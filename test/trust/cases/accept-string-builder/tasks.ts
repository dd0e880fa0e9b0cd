class Sb { private parts: string[] = []; add(s: string): this { this.parts.push(s); return this; } line(s = ''): this { return this.add(s).add('\n'); } toString(): string { return this.parts.join(''); } }
/** @unsync */
export function csv(rows: Record<string, unknown>[]): string { const sb = new Sb(); const keys = Object.keys(rows[0] ?? {}); sb.line(keys.join()); for (const r of rows) sb.line(keys.map((k) => JSON.stringify(r[k])).join()); return sb.toString(); }
