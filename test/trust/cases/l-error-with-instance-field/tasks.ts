export class Pos { constructor(readonly l: number) {} toString(): string { return 'L' + this.l; } }
export class SynErr extends Error { constructor(m: string, readonly pos: Pos) { super(m); } }
/** @unsync */
export function f(n: number): number { throw new SynErr('s', new Pos(n)); }
