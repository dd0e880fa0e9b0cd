/** @unsync */
export function f(o: { tries: number }): number { try { throw new Error('x'); } finally { o.tries++; } }
