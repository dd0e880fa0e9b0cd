class Hidden { constructor(readonly n: number) {} get twice(): number { return this.n * 2; } }
/** @unsync */
export function make(n: number): { n: number; readonly twice: number } { return new Hidden(n); }
