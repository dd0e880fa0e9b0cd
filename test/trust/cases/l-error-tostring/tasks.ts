export class E1 extends Error { detail = 5; override toString(): string { return `E1<${this.detail}>`; } }
/** @unsync */
export function f(n: number): number { throw new E1('t' + n); }
