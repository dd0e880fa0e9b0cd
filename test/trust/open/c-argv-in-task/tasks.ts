/** @unsync */
export function f(s: string): string { return s + process.argv[1]!.split('/').at(-1); }
