let sum = 1;
export class Adder { constructor(public v: number) {} add(n: number): number { return (sum += n); } }
/** @unsync */
export function make(n: number): Adder { return new Adder(n); }
/** @unsync */
export function look(n: number): number { return sum + n; }
