export const api = { fetch(n: number): number { return n; } };
/** @unsync */
export function f(k: number): number { return api.fetch(k); }
