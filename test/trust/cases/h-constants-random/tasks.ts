export const ME = { id: Math.random() };
/** @unsync */
export function f(x: { id: number }): boolean { return x === ME; }
/** @unsync */
export function g(): { id: number } { return ME; }
