const add = (a: number) => (b: number): number => a + b;
const compose = <A, B, C>(f: (b: B) => C, g: (a: A) => B) => (a: A): C => f(g(a));
const inc2 = compose(add(1), add(1));
/** @unsync */
export function f(xs: number[]): string { return xs.map(inc2).map(String).join(); }
