// A worker that a user starts: here marked functions go to threads, as on the main thread.
import { parentPort, threadId } from 'node:worker_threads';
import { create } from 'unsync/task';

const stub = (key) =>
  create(() => ({
    name: key,
    at: 'a.ts:1:1',
    kind: 'cpu-bound',
    key,
    worker: new URL('./basic.mjs', import.meta.url),
    inline() {
      throw new Error('inline');
    },
  }));
parentPort.postMessage({
  add: await stub('add')(1, 2),
  nested: (await stub('thread')()).threadId,
  own: threadId,
  result: stub('add')(3, 4).result(),
});
