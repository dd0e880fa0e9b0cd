let cur = '$';
export const setCur = (c: string): void => { cur = c; };
export class Money { constructor(readonly n: number) {} toString(): string { return cur + this.n; } }
/** @unsync */
export function line(m: Money): string { return `total ${m}`; }
