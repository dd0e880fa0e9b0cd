import { tenant } from './tenant.js';
/** @unsync */
export function f(s: string): string { return s + tenant(); }
