const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) { let c = i; fs.push(() => c++); }
/** @unsync */
export function f(i: number): number { return fs[i]!(); }
export const here = (i: number): number => fs[i]!();
