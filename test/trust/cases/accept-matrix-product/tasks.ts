export type M = number[][];
/** @unsync */
export function multiply(a: M, b: M): M { const out: M = Array.from({ length: a.length }, () => new Array<number>(b[0]!.length).fill(0)); for (let i = 0; i < a.length; i++) for (let j = 0; j < b[0]!.length; j++) for (let k = 0; k < b.length; k++) out[i]![j]! += a[i]![k]! * b[k]![j]!; return out; }
