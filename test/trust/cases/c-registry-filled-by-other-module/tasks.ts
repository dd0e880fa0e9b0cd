import { formats } from './reg.js';
/** @unsync */
export function fmt(k: string, s: string): string { return formats.get(k)?.(s) ?? s; }
