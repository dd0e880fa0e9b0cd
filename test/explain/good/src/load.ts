import { readFileSync } from 'node:fs';

const open = (path: string) => readFileSync(path);

export function load(path: string): Buffer {
  return open(path);
}
