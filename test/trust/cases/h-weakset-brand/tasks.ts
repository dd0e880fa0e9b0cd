const made = new WeakSet<object>();
export const make = (n: number): { n: number } => { const o = { n }; made.add(o); return o; };
/** @unsync */
export function ok(o: { n: number }): boolean { return made.has(o); }
