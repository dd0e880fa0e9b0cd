class Seq { #n = 0; next(): number { return ++this.#n; } }
export const seq = new Seq();
/** @unsync */
export function tag(s: string): string { return s + seq.next(); }
