export class V { constructor(public x = 0, public y = 0) {} set(o: { x: number; y: number }): this { if (o.x < 0) return this; this.x = o.x; this.y = o.y; return this; } }
const scratch = new V();
export const length = (p: { x: number; y: number }): number => { scratch.set(p); return Math.hypot(scratch.x, scratch.y) };
/** @unsync */
export function total(ps: { x: number; y: number }[]): number { return ps.reduce((s, p) => s + length(p), 0); }
