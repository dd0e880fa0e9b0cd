export const seen: string[] = [];
function track(_: undefined, c: ClassFieldDecoratorContext) { return (v: number): number => { seen.push(String(c.name)); return v; }; }
/** @unsync */
export function f(n: number): number { class A { @track static v = 1; } return A.v + n; }
