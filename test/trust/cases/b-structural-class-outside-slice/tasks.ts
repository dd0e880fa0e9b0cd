/** @unsync */
export function show(ps: { x: number; y: number }[]): string { return ps.map((p) => `${p}`).join(' '); }
