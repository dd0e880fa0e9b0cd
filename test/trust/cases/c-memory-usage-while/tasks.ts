let rss = 0;
while (rss === 0) { rss = process.memoryUsage().heapUsed; }
/** @unsync */
export function f(n: number): number { return n + rss; }
export const here = (n: number): number => n + rss;
