export const log: string[] = [];
class Tag { toString(): string { log.push('t'); return 't'; } }
/** @unsync */
export function f(n: number): string { return Array.from({ length: n }, () => new Tag()).join('-'); }
