export class Issues extends Error { readonly by = new Map<string, RegExp>(); add(k: string): this { this.by.set(k, /x/g); return this; } }
const fail = (k: string): never => { throw new Issues('i').add(k); };
/** @unsync */
export function f(k: string): number { return fail(k); }
