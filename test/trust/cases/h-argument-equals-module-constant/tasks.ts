export const ROOT = { name: 'root' };
/** @unsync */
export function depth(n: { name: string }): number { return n === ROOT ? 0 : 1; }
