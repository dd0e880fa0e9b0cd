const s1 = new Float64Array(4);
const change3 = (): number => { s1.fill(1); return 1; };
class C5 { declare run: (n: number) => number; }
C5.prototype.run = change3;
export class Sub7 { run(n: number): number { return new C5().run(n); } }
/** @unsync */
export function make(n: number): Sub7 { return new Sub7(); }
/** @unsync */
export function look(n: number): number { return s1[1]!; }
