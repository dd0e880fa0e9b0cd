let made = 0;
export const count = (): number => made;
export class Counted extends Error { readonly no = ++made; }
/** @unsync */
export function f(n: number): number { throw new Counted('c' + n); }
