/** @unsync */
export function f(m: Map<string, string[]>): number { for (const k of ['a', 'b']) { const l = m.get(k) ?? []; l.push('v'); m.set(k, l); } return m.size; }
