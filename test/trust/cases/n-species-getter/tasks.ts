let asked = 0;
class My extends Array<number> { static get [Symbol.species](): ArrayConstructor { asked++; return Array; } }
export const count = (): number => asked;
/** @unsync */
export function f(n: number): number { const xs = new My(); xs.push(n); return xs.map((x) => x * 2).length; }
