export const log: string[] = [];
class Tag { toString(): string { log.push('t'); return '<t>'; } }
/** @unsync */
export function f(s: string): string { return `${new Tag()}${s}` + new Tag(); }
