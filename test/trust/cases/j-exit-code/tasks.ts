/** @unsync */
export function check(n: number): boolean { if (n > 1) process.exitCode = 3; return n > 1; }
