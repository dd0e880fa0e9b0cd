let written = 0;
export const count = (): number => written;
export class Doc { constructor(readonly t: string) {} toJSON(): string { written++; return this.t; } }
/** @unsync */
export function ser(ds: Doc[]): string { return JSON.stringify(ds); }
