// Tasks that print, and that leave the platform of their thread in pieces.
import { threadId } from 'node:worker_threads';
import { spoil } from './spoil.mjs';

class Point {
  x = 1;
}
export const __unsyncClasses = { Point };

export const __unsyncTasks = {
  spoil,
  where: () => threadId,
  /** So many chunks; tells how far it is. */
  print(count, length, progress) {
    for (let i = 0; i < count; i++) {
      Atomics.store(progress, 0, i + 1);
      process.stdout.write('x'.repeat(length));
    }
    return count;
  },
  write: (...args) => process.stdout.write(...args),
  throwWith(kind) {
    const makers = { sites: (_, sites) => sites, throws: () => { throw new Error('no stack'); }, none: () => undefined };
    Error.prepareStackTrace = makers[kind];
    throw new RangeError('mine');
  },
  throwIt() {
    throw new RangeError('mine');
  },
  ask: async (callback) => (await callback(1)) + 1,
  heard: (signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(String(signal.reason)));
    }),
  *count(n) {
    for (let i = 0; i < n; i++) yield i;
  },
  point: () => new Point(),
  values: (...values) => values,
};
