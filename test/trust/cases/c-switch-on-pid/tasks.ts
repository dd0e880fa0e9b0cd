function pick(): string { switch (process.pid % 2) { case 0: return 'e' + process.pid; default: return 'o' + process.pid; } }
import { threadId } from 'node:worker_threads';
const who = pick() + threadId;
/** @unsync */
export function f(n: number): string { return who + n; }
export const here = (n: number): string => who + n;
