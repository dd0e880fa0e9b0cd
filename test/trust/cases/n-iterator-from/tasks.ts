interface O { n: number }
/** @unsync */
export function f(os: O[]): number { const it = os[Symbol.iterator](); const { value } = it.next() as { value: O }; value.n = 3; for (const [, o] of os.entries()) o.n++; return 1; }
