/** @unsync */
export function sorted(xs: number[]): number[] { class Heap { private h: number[] = []; push(x: number): void { this.h.push(x); this.h.sort((a, b) => b - a); } pop(): number { return this.h.pop()!; } get size(): number { return this.h.length; } } const h = new Heap(); for (const x of xs) h.push(x); const out: number[] = []; while (h.size) out.push(h.pop()); return out; }
