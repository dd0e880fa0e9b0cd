class Tally { n = 0; add(k: number): number { return (this.n += k); } }
const t = new Tally();
export const add = t.add.bind(t);
/** @unsync */
export function f(k: number): number { return add(k); }
