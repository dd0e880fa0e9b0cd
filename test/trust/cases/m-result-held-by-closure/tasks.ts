const last: (() => number)[] = [];
/** @unsync */
export function make(n: number): Uint8Array { const b = new Uint8Array(n); const prev = last.at(-1)?.() ?? 0; last.push(() => b.length); b[0] = prev > 0 ? 1 : 0; return b; }
