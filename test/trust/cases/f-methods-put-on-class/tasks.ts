const s1 = [0, 0, 0];
const change = (): number => { s1[1] = 7; return 1; };
class C { declare run: () => void }
Object.assign(C.prototype, { run: change });
export class Sub { go(): void { new C().run() } }
export const go = (): void => {  };
/** @unsync */
export function make(n: number): Sub { return new Sub(); }
/** @unsync */
export function look(n: number): number { return s1[1]!; }
