export class A { v(): number { return 1; } }
/** @unsync */
export function f(k: number): number { return k + new A().v(); }
