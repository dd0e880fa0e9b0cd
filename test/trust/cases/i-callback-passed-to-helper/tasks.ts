function walk(x: { n: number; kids: { n: number }[] }, f: (x: { n: number }) => void): void { f(x); x.kids.forEach(f); }
/** @unsync */
export function run(x: { n: number; kids: { n: number }[] }, f: (x: { n: number }) => void): string { walk(x, f); return JSON.stringify(x); }
