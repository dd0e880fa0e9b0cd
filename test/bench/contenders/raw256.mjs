/** The floor for many calls: those of one turn in messages of up to 256, each answered by one message. */
import { Worker } from 'node:worker_threads';

const size = 256;

export async function open(count) {
  const threads = await Promise.all(Array.from({ length: count }, start));
  let batch = [];

  const flush = () => {
    if (!batch.length) return;
    let thread = threads[0];
    for (const each of threads) if (each.batches.length < thread.batches.length) thread = each;
    thread.batches.push(batch);
    thread.worker.postMessage(batch.map(({ name, argument }) => ({ name, argument })));
    batch = [];
  };

  return {
    call: (name, argument) =>
      new Promise((resolve) => {
        if (!batch.length) queueMicrotask(flush);
        if (batch.push({ name, argument, resolve }) === size) flush();
      }),
    close: () => Promise.all(threads.map(({ worker }) => worker.terminate())),
  };
}

async function start() {
  const worker = new Worker(new URL('raw256-worker.mjs', import.meta.url));
  const batches = [];
  await new Promise((resolve) => worker.once('message', resolve));
  worker.on('message', (values) => {
    const batch = batches.shift();
    for (let i = 0; i < batch.length; i++) batch[i].resolve(values[i]);
  });
  return { worker, batches };
}
