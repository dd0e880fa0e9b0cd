export type J = string | number | boolean | null | J[] | { [k: string]: J };
const isObj = (x: J | undefined): x is { [k: string]: J } => typeof x === 'object' && x !== null && !Array.isArray(x);
function merge(a: J, b: J): J { if (!isObj(a) || !isObj(b)) return b; const out: { [k: string]: J } = { ...a }; for (const [k, v] of Object.entries(b)) out[k] = k in out ? merge(out[k]!, v) : v; return out; }
/** @unsync */
export function mergeAll(xs: J[]): J { return xs.reduce(merge, {}); }
