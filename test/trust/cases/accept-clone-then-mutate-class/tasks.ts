export class Board { constructor(readonly cells: string[]) {} clone(): Board { return new Board([...this.cells]); } play(i: number, p: string): this { this.cells[i] = p; return this; } get winner(): string | undefined { const [a, b, c] = this.cells; return a && a === b && b === c ? a : undefined; } }
/** @unsync */
export function wins(b: Board, p: string): number { let n = 0; for (let i = 0; i < b.cells.length; i++) { if (b.cells[i]) continue; if (b.clone().play(i, p).winner === p) n++; } return n; }
