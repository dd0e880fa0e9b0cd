import fs from 'node:fs';
/** @unsync */
export function f(p: string): boolean { return fs.existsSync(p); }
