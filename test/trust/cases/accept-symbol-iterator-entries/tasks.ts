/** @unsync */
export function zip(a: Iterable<number> & readonly number[], b: readonly string[]): string { let s = ''; const it = b[Symbol.iterator](); for (const [i, x] of a.entries()) { const r = it.next(); s += `${i}${x}${r.done ? '' : r.value}`; } return s; }
