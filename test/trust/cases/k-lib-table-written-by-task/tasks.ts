import { types } from './lib/mime.js';
/** @unsync */
export function reg(e: string): number { types.set(e, 'x'); return 1; }
