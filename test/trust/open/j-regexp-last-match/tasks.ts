/** @unsync */
export function f(s: string): boolean { return /(\d+)/.test(s); }
