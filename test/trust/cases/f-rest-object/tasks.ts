interface O { id: number; in: { n: number }; tags: string[] }
/** @unsync */
export function f({ id, ...rest }: O): number { rest.in.n = id; rest.tags.push('x'); return 1; }
