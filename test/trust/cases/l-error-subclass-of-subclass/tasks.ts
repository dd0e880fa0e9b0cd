export class A extends Error { readonly kind: string = 'a'; constructor(m: string, readonly data: unknown[] = []) { super(m); } }
export class B extends A { override readonly kind: string = 'b'; get label(): string { return this.kind + this.data.length; } }
/** @unsync */
export function f(n: number): number { throw new B('x', [n]); }
