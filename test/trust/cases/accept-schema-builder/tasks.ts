interface Schema<T> { parse(x: unknown): T; optional(): Schema<T | undefined> }
const schema = <T>(parse: (x: unknown) => T): Schema<T> => ({ parse, optional: () => schema((x) => (x === undefined ? undefined : parse(x))) });
const z = { string: () => schema((x) => { if (typeof x !== 'string') throw new TypeError('string expected'); return x; }), number: () => schema((x) => { if (typeof x !== 'number') throw new TypeError('number expected'); return x; }), object: <S extends Record<string, Schema<unknown>>>(s: S) => schema((x) => { const out: Record<string, unknown> = {}; for (const [k, v] of Object.entries(s)) out[k] = v.parse((x as Record<string, unknown>)[k]); return out; }) };
const User = z.object({ name: z.string(), age: z.number().optional() });
/** @unsync */
export function valid(xs: unknown[]): number { return xs.filter((x) => { try { User.parse(x); return true; } catch { return false; } }).length; }
