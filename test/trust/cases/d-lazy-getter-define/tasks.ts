export const lazy = { get big(): number[] { const v = [1, 2, 3]; Object.defineProperty(this, 'big', { value: v }); return v; } };
/** @unsync */
export function f(i: number): number { return lazy.big[i]!; }
