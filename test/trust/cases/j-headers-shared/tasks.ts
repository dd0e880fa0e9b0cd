export const headers = new Headers({ a: '1' });
/** @unsync */
export function f(k: string): string { return headers.get(k) ?? 'none'; }
