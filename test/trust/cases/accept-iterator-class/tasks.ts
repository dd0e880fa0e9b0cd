class Range { constructor(private readonly a: number, private readonly b: number) {} *[Symbol.iterator](): Generator<number> { for (let i = this.a; i < this.b; i++) yield i; } map<T>(f: (n: number) => T): T[] { return [...this].map(f); } }
/** @unsync */
export function squares(n: number): string { const r = new Range(0, n); let s = 0; for (const x of r) s += x; return r.map((x) => x * x).join() + s; }
