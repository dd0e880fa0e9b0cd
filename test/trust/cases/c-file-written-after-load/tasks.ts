import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
export const file = path.join(os.tmpdir(), 'trust-c-file.txt');
fs.writeFileSync(file, 'one');
const text = fs.readFileSync(file, 'utf8');
/** @unsync */
export function f(n: number): string { return text + n; }
