export const conf = { a: 1, list: [1] };
/** @unsync */
export function f(k: number): number { return k + conf.a + conf.list.length; }
