let sum = 1;
export class Adder { constructor(public v: number) {} toString(): string { return `${(sum += this.v)}`; } }
/** @unsync */
export function make(n: number): { parts: Adder[] } { return { parts: [new Adder(n)] }; }
/** @unsync */
export function look(n: number): number { return sum + n; }
