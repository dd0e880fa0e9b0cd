export const audit: string[] = [];
export class Acc { private b = 0; set balance(v: number) { audit.push(`set ${v}`); this.b = v; } get balance(): number { return this.b; } }
/** @unsync */
export function sim(n: number): number { const a = new Acc(); a.balance = n; return a.balance * 2; }
