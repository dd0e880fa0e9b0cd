export const log: string[] = [];
const src = { get a(): number { log.push('a'); return 1; } };
/** @unsync */
export function f(n: number): string { return JSON.stringify(src) + Object.entries(src).length + n; }
