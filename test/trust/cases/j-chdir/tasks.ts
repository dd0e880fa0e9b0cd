import path from 'node:path';
/** @unsync */
export function abs(p: string): string { return path.resolve(p); }
