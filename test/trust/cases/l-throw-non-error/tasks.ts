/** @unsync */
export function f(n: number): number { throw { code: n, list: [n] }; }
