interface O { n: number }
const t = { o: null as O | null, set(o: O): void { this.o = o; }, go(): void { this.o!.n = 5; } };
/** @unsync */
export function f(o: O): number { const u = { ...t }; u.set(o); u.go(); return 1; }
