export interface N { id: number; w: number }
interface Wrapped { node: N; score: number; done: boolean }
/** @unsync */
export function pick(ns: N[]): number { const ws = ns.map((node): Wrapped => ({ node, score: 0, done: false })); for (const w of ws) { w.score = w.node.w * 2; w.done = true; } ws.sort((a, b) => b.score - a.score); return ws[0]!.node.id; }
