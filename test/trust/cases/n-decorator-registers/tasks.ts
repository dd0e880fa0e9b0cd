export const names: string[] = [];
function reg<T extends new (...a: never[]) => object>(c: T, x: ClassDecoratorContext): T { names.push(x.name!); return c; }
@reg class A { v = 1; }
/** @unsync */
export function f(n: number): number { return new A().v + n + names.length; }
