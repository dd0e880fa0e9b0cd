export class Retry extends Error { constructor(m: string, readonly again: () => number) { super(m); } }
/** @unsync */
export function f(n: number): number { throw new Retry('x', () => n + 1); }
