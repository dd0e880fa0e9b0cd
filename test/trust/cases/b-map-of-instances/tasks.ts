let tax = 0;
export const setTax = (n: number): void => { tax = n; };
export class Item { constructor(readonly p: number) {} gross(): number { return this.p + tax; } }
/** @unsync */
export function total(m: Map<string, Item>): number { let s = 0; for (const i of m.values()) s += i.gross(); m.forEach((i) => { s += i.gross(); }); return s; }
