export interface P { x: number }
const origin: P = { x: 0 };
/** @unsync */
export function snap(p: P): P { return p.x < 1 ? origin : p; }
