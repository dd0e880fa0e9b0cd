class Batch {
  #rows: number[] = [];
  constructor(readonly flush: (rows: number[]) => void) {}
  add(n: number): void { this.#rows.push(n); if (this.#rows.length === 2) { this.flush(this.#rows); this.#rows.length = 0; } }
}
/** @unsync */
export function run(n: number, flush: (rows: number[]) => void): number { const batch = new Batch(flush); for (let i = 0; i < n; i++) batch.add(i); return n; }
