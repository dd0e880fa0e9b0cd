const change = (): number => Math.random();
const c: any = {}; const d = { get: change };
const k = 'run'; Object.defineProperty(c, k, d);
export const id = c.run;
export const own = () => id;
/** @unsync */
export function look(n: number): unknown { return id; }
