let count = 1;
export const seen = (): number => count;
export class Meter { constructor(public v: number) {} set next(n: number) { this.v = count += n; } }
/** @unsync */
export function set(a: Meter, n: number): number { return Object.assign(Object.create(a), { next: n }).v; }
