/** @unsync */
export function f(s: string): string { process.title = s; return s; }
