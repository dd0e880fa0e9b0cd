/** @unsync */
export function scan(xs: number[], on: (best: { x: number }) => void): number { const best = { x: 0 }; xs.forEach((x) => { if (x > best.x) { on(best); best.x = x; } }); return xs.length; }
