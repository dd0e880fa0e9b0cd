/** @unsync */
export function f(n: number): number { process.stdout.write('x'); return n; }
