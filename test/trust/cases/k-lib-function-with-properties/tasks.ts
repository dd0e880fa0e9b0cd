import t from './lib/t.js';
/** @unsync */
export function f(k: string): string { return t(k); }
