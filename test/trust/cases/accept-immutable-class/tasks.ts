export class Vec { constructor(readonly x: number, readonly y: number) {} plus(o: Vec): Vec { return new Vec(this.x + o.x, this.y + o.y); } get len(): number { return Math.hypot(this.x, this.y); } static readonly zero = new Vec(0, 0); }
/** @unsync */
export function total(vs: Vec[]): Vec { return vs.reduce((a, b) => a.plus(b), Vec.zero); }
