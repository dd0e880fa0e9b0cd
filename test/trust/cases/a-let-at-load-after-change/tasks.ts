let level = 1;
export function raise(): void { level++; }
raise();
const base = level * 10;
/** @unsync */
export function sum(n: number): number { return n + base + level; }
