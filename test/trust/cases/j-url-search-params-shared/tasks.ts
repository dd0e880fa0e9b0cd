export const base = new URL('http://x/?a=1');
/** @unsync */
export function f(p: string): string { return new URL(p, base).href + base.searchParams.get('a'); }
