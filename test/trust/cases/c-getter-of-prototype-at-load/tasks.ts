const change = (): number => Math.random();
class C { declare run: number }
Object.defineProperty(C.prototype, 'run', { get: change });
export const id = new C().run;
export const own = () => id;
/** @unsync */
export function look(n: number): unknown { return id; }
