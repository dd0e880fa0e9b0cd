let sep = ',';
export const setSep = (s: string): void => { sep = s; };
export class L { constructor(readonly xs: number[]) {} toJSON(): string { return this.xs.join(sep); } }
/** @unsync */
export function dump(x: unknown): string { return JSON.stringify(x); }
