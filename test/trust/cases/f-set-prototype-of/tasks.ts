export const o: { v: number } = { v: 1 };
class X { get w(): number { return 5; } }
/** @unsync */
export function f(k: number): number { return k + ((o as unknown as X).w ?? 0); }
