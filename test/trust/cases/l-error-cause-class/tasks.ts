export class Low extends Error { code = 7; }
export class High extends Error { constructor(m: string, o?: ErrorOptions) { super(m, o); this.name = 'High'; } }
/** @unsync */
export function f(n: number): number { try { if (n) throw new Low('low'); return 0; } catch (e) { throw new High('high', { cause: e }); } }
