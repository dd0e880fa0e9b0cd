import { isMainThread, threadId } from 'node:worker_threads';
/** @unsync */
export function f(s: string): string { return s + (isMainThread ? 'main' : 'worker') + (threadId === 0); }
