// Files, read at once.
export { readFileSync, readlinkSync } from 'node:fs';
