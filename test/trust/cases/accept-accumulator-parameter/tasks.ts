export interface N { v: number; kids?: N[] }
function collect(n: N, into: number[]): void { into.push(n.v); for (const k of n.kids ?? []) collect(k, into); }
/** @unsync */
export function values(n: N): number[] { const all: number[] = []; collect(n, all); all.sort((a, b) => b - a); return all; }
