import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const isRun = import.meta.filename === process.argv[1] || require.main === undefined;
/** @unsync */
export function f(s: string): string { return s + isRun; }
