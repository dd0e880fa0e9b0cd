interface L { v: { n: number }; next: L | null }
/** @unsync */
export function f(xs: { n: number }[]): number { let head: L | null = null; for (const v of xs) head = { v, next: head }; let c = 0; for (let p = head; p; p = p.next) { p.v.n += 100; c++; } return c; }
