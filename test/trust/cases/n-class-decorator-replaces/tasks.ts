export const made = { n: 0 };
function counted<T extends new (...a: any[]) => object>(c: T): T { return class extends c { constructor(...a: any[]) { super(...a); made.n++; } }; }
@counted class A { v = 1; }
/** @unsync */
export function f(n: number): number { return new A().v + n; }
