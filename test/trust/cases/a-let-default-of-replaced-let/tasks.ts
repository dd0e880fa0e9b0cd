let level = 1;
const table = [level, level * 2];
export function raise(): void { level++; table.push(level); }
/** @unsync */
export function sum(): number { return table.reduce((a, b) => a + b, level); }
