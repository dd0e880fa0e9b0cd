/** @unsync */
export function boom(n: number): number { throw new Error('x' + n); }
