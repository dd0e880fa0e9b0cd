function id(n: number): number { return n; }
export interface Meta { calls?: number }
/** @unsync */
export function f(n: number): number { const m = id as Meta; m.calls = (m.calls ?? 0) + 1; return id(n); }
export const calls = (): number => (id as Meta).calls ?? 0;
