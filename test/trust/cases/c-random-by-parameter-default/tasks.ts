const pick = <T>(xs: T[], r = Math.random): T => xs[Math.floor(r() * xs.length)]!;
const names = Array.from({ length: 1000 }, (_, i) => 'n' + i);
export const chosen = pick(names);
/** @unsync */
export function f(s: string): string { return s + chosen; }
