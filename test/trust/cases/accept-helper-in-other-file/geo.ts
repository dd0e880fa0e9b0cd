export interface Pt { x: number; y: number }
export const add = (a: Pt, b: Pt): Pt => ({ x: a.x + b.x, y: a.y + b.y });
export const EMPTY: readonly Pt[] = [];
export class Box { min: Pt = { x: Infinity, y: Infinity }; max: Pt = { x: -Infinity, y: -Infinity }; include(p: Pt): this { this.min = { x: Math.min(this.min.x, p.x), y: Math.min(this.min.y, p.y) }; this.max.x = Math.max(this.max.x, p.x); this.max.y = Math.max(this.max.y, p.y); return this; } }
