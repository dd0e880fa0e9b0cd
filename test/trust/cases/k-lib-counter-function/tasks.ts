import { uid } from './lib/uid.js';
/** @unsync */
export function f(k: string): string { return k + uid(); }
