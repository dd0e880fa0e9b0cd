/** @unsync */
export function parse(xs: string[]): { s: string }[] { const memo = new Map<string, { s: string }>(); return xs.map((s) => memo.get(s) ?? (memo.set(s, { s }), memo.get(s)!)); }
