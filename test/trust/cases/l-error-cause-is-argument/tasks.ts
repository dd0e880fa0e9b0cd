/** @unsync */
export function f(o: { n: number }): number { throw new Error('bad', { cause: o }); }
