export const target = new EventTarget();
/** @unsync */
export function f(n: number): number { target.dispatchEvent(new Event('x')); return n; }
