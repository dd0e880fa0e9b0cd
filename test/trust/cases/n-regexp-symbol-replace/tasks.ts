export const log: string[] = [];
const r = { [Symbol.replace](s: string, t: string): string { log.push(s); return s + t; } };
/** @unsync */
export function f(s: string): string { return s.replace(r as unknown as RegExp, '!'); }
