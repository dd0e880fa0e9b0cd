/**
 * The floor without messages: calls stand in shared memory, and threads take them with `Atomics.add`. Numbers only.
 * The caller is woken by a message when it has none left to read, since `Atomics.waitAsync` does not hold a process.
 */
import { Worker } from 'node:worker_threads';
import { cells } from './ring-cells.mjs';

const size = 1 << 20;
const names = ['increment', 'spin'];

export async function open(count) {
  const shared = {
    state: new Int32Array(new SharedArrayBuffer(16)),
    functions: new Int32Array(new SharedArrayBuffer(4 * size)),
    values: new Float64Array(new SharedArrayBuffer(8 * size)),
    done: new Int32Array(new SharedArrayBuffer(4 * size)),
  };
  const { state, functions, values, done } = shared;
  const resolvers = new Array(size);
  Atomics.store(state, cells.sleeps, 1);
  const workers = await Promise.all(Array.from({ length: count }, () => start(shared, drain)));
  let [posted, read] = [0, 0];
  let published = 0;

  function drain() {
    for (;;) {
      for (let slot; (slot = Atomics.exchange(done, read % size, 0)); read++) {
        const resolve = resolvers[slot - 1];
        resolvers[slot - 1] = undefined;
        resolve(values[slot - 1]);
      }
      Atomics.store(state, cells.sleeps, 1);
      if (!Atomics.load(done, read % size)) return;
    }
  }

  function publish() {
    Atomics.store(state, cells.posted, posted);
    Atomics.notify(state, cells.posted, posted - published);
    published = posted;
  }

  return {
    call: (name, argument) =>
      new Promise((resolve) => {
        if (posted - read >= size) throw new Error('the ring is full');
        if (posted === published) queueMicrotask(publish);
        const slot = posted++ % size;
        functions[slot] = names.indexOf(name);
        values[slot] = argument;
        resolvers[slot] = resolve;
      }),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

async function start(shared, drain) {
  const worker = new Worker(new URL('ring-worker.mjs', import.meta.url), { workerData: { shared, size, names } });
  await new Promise((resolve) => worker.once('message', resolve));
  worker.on('message', drain);
  return worker;
}
