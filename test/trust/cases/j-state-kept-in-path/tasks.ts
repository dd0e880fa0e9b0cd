import * as path from 'node:path';
const rows = [0];
(path.posix as any).cache = rows;
export const add = () => { (path.posix as any).cache.push(1); };
/** @unsync */
export function look(n: number): number { return rows.length; }
