// Streams that are written.
export { errorMonitor } from 'node:events';
export { Writable } from 'node:stream';
