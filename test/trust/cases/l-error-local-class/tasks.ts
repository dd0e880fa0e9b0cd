/** @unsync */
export function f(n: number): number { class Inner extends Error { extra = n; } throw new Inner('in'); }
