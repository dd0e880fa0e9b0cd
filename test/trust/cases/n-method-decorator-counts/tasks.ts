export const calls = { n: 0 };
function count<T, A extends unknown[], R>(m: (this: T, ...a: A) => R) { return function (this: T, ...a: A): R { calls.n++; return m.apply(this, a); }; }
class S { @count run(x: number): number { return x * 2; } }
/** @unsync */
export function f(x: number): number { return new S().run(x); }
