export class Lazy extends Error { constructor(readonly k: string) { super(); } override get message(): string { return 'lazy ' + this.k; } override set message(_: string) {} }
/** @unsync */
export function f(k: string): number { throw new Lazy(k); }
