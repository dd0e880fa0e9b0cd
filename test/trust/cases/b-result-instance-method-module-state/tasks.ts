let unit = 'm';
export const setUnit = (u: string): void => { unit = u; };
export class Len { constructor(readonly n: number) {} show(): string { return this.n + unit; } }
/** @unsync */
export function longest(xs: number[]): Len { return new Len(Math.max(...xs)); }
