class Lru<K, V> { private m = new Map<K, V>(); constructor(private readonly max: number) {} get(k: K): V | undefined { const v = this.m.get(k); if (v !== undefined) { this.m.delete(k); this.m.set(k, v); } return v; } set(k: K, v: V): void { this.m.set(k, v); if (this.m.size > this.max) this.m.delete(this.m.keys().next().value!); } }
/** @unsync */
export function misses(xs: string[]): number { const c = new Lru<string, string>(2); let n = 0; for (const x of xs) if (c.get(x) === undefined) { n++; c.set(x, x); } return n; }
