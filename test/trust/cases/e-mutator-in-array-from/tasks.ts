interface R { n: number }
const bump = (r: R): R => { r.n += 1; return r; };
/** @unsync */
export function f(rs: R[]): number { return Array.from(rs, bump).length; }
