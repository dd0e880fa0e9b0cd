import { readFileSync } from 'node:fs';
/** @unsync */
export function f(p: string): string { return readFileSync(p, 'utf8'); }
