export const seen: string[] = [];
function track(_: undefined, c: ClassFieldDecoratorContext) { return (v: number): number => { seen.push(String(c.name)); return v; }; }
class A { @track v = 1; }
/** @unsync */
export function f(n: number): number { return new A().v + n; }
