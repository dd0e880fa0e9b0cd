class Reg { #items: { n: number }[] = [{ n: 1 }]; get items(): readonly { n: number }[] { return this.#items; } }
export const reg = new Reg();
/** @unsync */
export function f(k: number): number { return k + reg.items[0]!.n; }
