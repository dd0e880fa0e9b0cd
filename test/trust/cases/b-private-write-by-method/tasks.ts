export class Acc { #n = 0; add(k: number): void { this.#n += k; } get n(): number { return this.#n; } }
/** @unsync */
export function fill(a: Acc, ks: number[]): number { for (const k of ks) a.add(k); return ks.length; }
