import Database, { query } from './lib/db.js';
/** @unsync */
export function ask(text: string): number { return query(text); }
/** @unsync */
export function run(text: string): number { return new Database('a').run(text); }
