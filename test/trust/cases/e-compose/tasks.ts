interface R { tags: string[] }
type F = (r: R) => R;
const compose = (...fs: F[]): F => (r) => fs.reduceRight((a, f) => f(a), r);
const addA: F = (r) => { r.tags.push('a'); return r; };
const id: F = (r) => ({ ...r });
const all = compose(addA, id);
/** @unsync */
export function f(r: R): number { return all(r).tags.length; }
