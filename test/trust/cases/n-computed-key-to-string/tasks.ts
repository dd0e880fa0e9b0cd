interface O { n: number }
class K { constructor(private o: O) {} toString(): string { this.o.n++; return 'k'; } }
/** @unsync */
export function f(o: O): number { const t: Record<string, number> = { k: 3 }; return t[new K(o) as unknown as string]!; }
