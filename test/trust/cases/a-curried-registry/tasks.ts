const reg = (() => { const all = new Map<string, (n: number) => number>(); return { on: (k: string, f: (n: number) => number) => void all.set(k, f), run: (k: string, n: number) => all.get(k)?.(n) ?? -1 }; })();
export const on = reg.on;
/** @unsync */
export function run(k: string, n: number): number { return reg.run(k, n); }
