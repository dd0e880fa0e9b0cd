import fs from 'node:fs';
import os from 'node:os';
export const dir = fs.mkdtempSync(os.tmpdir() + '/trust-');
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
/** @unsync */
export function f(n: string): string { return dir + '/' + n; }
