export interface P { n: number; name: string }
/** @unsync */
export function big(ps: P[]): P[] { return ps.filter((p) => p.n > 1); }
/** @unsync */
export function names(ps: P[]): string[] { return ps.map((p) => p.name); }
