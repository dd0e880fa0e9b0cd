export class Board { private list; readonly history: number[]; move(n: number): void; moves(): number[]; owner(): string; }
export class Vec { constructor(x: number, y: number); x: number; y: number; length(): number; }
export function create(n: number): Board;
