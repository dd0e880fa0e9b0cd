export class Coded extends Error { #c: number; constructor(c: number) { super('c' + c); this.#c = c; } get code(): number { return this.#c; } }
/** @unsync */
export function f(n: number): number { throw new Coded(n); }
