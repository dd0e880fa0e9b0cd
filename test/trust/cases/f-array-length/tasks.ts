export const queue = ['a', 'b'];
/** @unsync */
export function f(k: number): number { return k + queue.length; }
