const s1 = [0, 0, 0];
const change = (): number => { s1[1] = 7; return 1; };
class C { declare run: () => void }
for (const k of ['run'] as const) C.prototype[k] = change;
export class Sub { go(): void {  } }
export const go = (): void => { new C().run() };
/** @unsync */
export function make(n: number): Sub { return new Sub(); }
/** @unsync */
export function look(n: number): number { return s1[1]!; }
