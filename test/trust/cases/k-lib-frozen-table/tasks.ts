import { types } from './lib/mime.js';
/** @unsync */
export function mime(e: string): string { return types[e] ?? '?'; }
