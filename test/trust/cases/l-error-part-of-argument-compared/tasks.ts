export class Missing extends Error { constructor(readonly node: { id: number }) { super('missing'); } }
/** @unsync */
export function find(nodes: { id: number }[]): number { const [first] = nodes; if (first) throw new Missing(first); return 0; }
