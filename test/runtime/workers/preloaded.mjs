// A program with a preload; its thread calls, too, and so does a worker of its own.
import { Worker } from 'node:worker_threads';
import { create } from 'unsync/task';

const add = create(() => ({
  name: 'add',
  at: 'a.ts:1:1',
  kind: 'blocking',
  key: 'add',
  worker: new URL('./basic.mjs', import.meta.url),
  inline() {
    throw new Error('inline');
  },
}));
console.log(await add(1, 2));
const worker = new Worker(new URL('./user-thread.mjs', import.meta.url));
worker.on('message', ({ add, nested, own }) => console.log(add, nested !== own));
