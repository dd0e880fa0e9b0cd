export class Rng { private s: number; constructor(seed: number) { this.s = seed; } next = (): number => (this.s = (this.s * 16807) % 2147483647); }
export const rng = new Rng(7);
/** @unsync */
export function roll(n: number): number { return rng.next() % n; }
