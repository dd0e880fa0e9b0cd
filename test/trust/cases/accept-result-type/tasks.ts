export type Result<T> = { ok: true; value: T } | { ok: false; error: string };
const ok = <T>(value: T): Result<T> => ({ ok: true, value });
const fail = (error: string): Result<never> => ({ ok: false, error });
const map = <T, U>(r: Result<T>, f: (t: T) => U): Result<U> => (r.ok ? ok(f(r.value)) : r);
/** @unsync */
export function parseAll(xs: string[]): Result<number[]> { const out: number[] = []; for (const x of xs) { const n = Number(x); if (Number.isNaN(n)) return fail(`bad ${x}`); out.push(n); } return map(ok(out), (ns) => ns.map((n) => n * 2)); }
