import { db } from './lib/db.js';
/** @unsync */
export function f(k: string): number { return db.get(k) ?? -1; }
