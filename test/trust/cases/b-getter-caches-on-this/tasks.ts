export class P { private _h?: number; constructor(readonly s: string) {} get hash(): number { return (this._h ??= [...this.s].reduce((a, c) => a + c.charCodeAt(0), 0)); } get cached(): boolean { return this._h !== undefined; } }
/** @unsync */
export function sum(ps: P[]): number { return ps.reduce((a, p) => a + p.hash, 0); }
