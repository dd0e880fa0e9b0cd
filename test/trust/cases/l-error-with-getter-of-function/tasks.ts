class Odd extends Error { constructor() { super('odd'); Object.defineProperty(this, 'late', { get: () => () => 7, enumerable: true }); } }
export { Odd };
/** @unsync */
export function task(n: number): number { if (n) throw new Odd(); return 1; }
