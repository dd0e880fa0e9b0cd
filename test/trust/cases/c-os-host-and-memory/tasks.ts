import os from 'node:os';
export const free = os.freemem() + os.uptime();
/** @unsync */
export function f(n: number): number { return n + free; }
