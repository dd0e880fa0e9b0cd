let sum = 1;
export class Adder { constructor(public v: number) {} valueOf(): number { return (sum += this.v); } }
/** @unsync */
export function make(n: number): Adder { return new Adder(n); }
/** @unsync */
export function look(n: number): number { return sum + n; }
