// Paths and URLs of files.
export { default as path } from 'node:path';
export { pathToFileURL } from 'node:url';
