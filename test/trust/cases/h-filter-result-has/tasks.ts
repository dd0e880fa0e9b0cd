export interface P { n: number }
/** @unsync */
export function big(ps: P[]): P[] { return ps.filter((p) => p.n > 1); }
