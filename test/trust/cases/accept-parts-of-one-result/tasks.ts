export interface P { n: number }
/** @unsync */
export function twice(p: P): P[] { return [p, p]; }
