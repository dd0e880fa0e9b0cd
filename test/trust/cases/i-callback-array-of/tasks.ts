/** @unsync */
export function run(fs: ((x: number[]) => void)[]): string { const x = [3, 1]; for (const f of fs) f(x); return x.join(); }
