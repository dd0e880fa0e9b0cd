export interface R { all: Float64Array; head: Float64Array }
/** @unsync */
export function split(n: number): R { const all = new Float64Array(n).fill(1); return { all, head: all.subarray(0, 2) }; }
