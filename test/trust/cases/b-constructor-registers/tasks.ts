export const all: Thing[] = [];
export class Thing { constructor(readonly id: number) { all.push(this); } }
/** @unsync */
export function make(n: number): Thing[] { return Array.from({ length: n }, (_, i) => new Thing(i)); }
