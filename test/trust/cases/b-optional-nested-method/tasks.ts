let tax = 0;
export const setTax = (n: number): void => { tax = n; };
export class Item { constructor(readonly p: number) {} gross(): number { return this.p + tax; } }
export interface Order { lines?: { item?: Item | null }[] }
/** @unsync */
export function first(o: Order): number { return o.lines?.[0]?.item?.gross() ?? 0; }
