class Uf { private p: number[]; constructor(n: number) { this.p = Array.from({ length: n }, (_, i) => i); } find(x: number): number { while (this.p[x] !== x) { this.p[x] = this.p[this.p[x]!]!; x = this.p[x]!; } return x; } join(a: number, b: number): boolean { const [x, y] = [this.find(a), this.find(b)]; if (x === y) return false; this.p[x] = y; return true; } }
/** @unsync */
export function parts(n: number, edges: [number, number][]): number { const uf = new Uf(n); return edges.reduce((c, [a, b]) => c - Number(uf.join(a, b)), n); }
