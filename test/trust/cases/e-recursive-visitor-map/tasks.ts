interface N { v: number; kids: N[] }
function visit(n: N, fs: Map<string, (n: N) => void>): void { for (const f of fs.values()) f(n); n.kids.forEach((k) => visit(k, fs)); }
/** @unsync */
export function f(n: N): number { let c = 0; visit(n, new Map<string, (n: N) => void>([['c', () => void c++], ['d', (m) => { m.v = -m.v; }]])); return c; }
