export class Bad extends Error { constructor(m: string, readonly at: { line: number }) { super(m); } where(): string { return 'line ' + this.at.line; } }
/** @unsync */
export function check(s: string): Bad[] { return s ? [] : [new Bad('empty', { line: 1 })]; }
