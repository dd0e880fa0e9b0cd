export class Bad extends Error { hint = 'h'; }
/** @unsync */
export function f(e: unknown): string { return e instanceof Bad ? e.hint : 'other'; }
