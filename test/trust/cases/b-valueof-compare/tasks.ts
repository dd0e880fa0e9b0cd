let base = 0;
export const setBase = (n: number): void => { base = n; };
export class Score { constructor(readonly n: number) {} valueOf(): number { return this.n > base ? this.n : base; } }
/** @unsync */
export function gt(a: Score, b: Score): boolean { return a > b; }
