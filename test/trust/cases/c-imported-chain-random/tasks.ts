import { salt } from './salt.js';
/** @unsync */
export function hash(s: string): string { return salt + s; }
