export const seen: string[] = [];
function bound(m: (this: A, n: number) => number, c: ClassMethodDecoratorContext<A>) { c.addInitializer(function () { seen.push('init'); }); return m; }
class A { @bound v(n: number): number { return n; } }
/** @unsync */
export function f(n: number): number { return new A().v(n); }
