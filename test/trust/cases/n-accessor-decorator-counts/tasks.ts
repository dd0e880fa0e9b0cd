export const reads = { n: 0 };
function counted<T>(t: ClassAccessorDecoratorTarget<T, number>) { return { get(this: T): number { reads.n++; return t.get.call(this); } }; }
class A { @counted accessor v = 1; }
/** @unsync */
export function f(n: number): number { return new A().v + n; }
