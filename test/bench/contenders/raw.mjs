/** The floor: one message for a call and one for its result, nothing else. A call goes to the thread with the fewest. */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

export async function open(count) {
  const calls = new Map();
  const threads = await Promise.all(Array.from({ length: count }, () => start(calls)));
  let id = 0;

  const post = (message, transfer) => {
    let thread = threads[0];
    for (const each of threads) if (each.calls < thread.calls) thread = each;
    thread.calls++;
    thread.port.postMessage(message, transfer);
    return thread;
  };
  const call = (name, argument, transfer, moves) =>
    new Promise((resolve) => {
      calls.set(++id, resolve);
      post({ id, name, argument, moves }, transfer);
    });

  return {
    call: (name, argument) => call(name, argument),
    move: (name, argument, transfer) => call(name, argument, transfer, true),
    sync(name, argument) {
      const thread = post({ name, argument, blocks: true });
      Atomics.wait(thread.answered, 0, 0);
      Atomics.store(thread.answered, 0, 0);
      thread.calls--;
      return receiveMessageOnPort(thread.port).message.value;
    },
    close: () => Promise.all(threads.map(({ worker }) => worker.terminate())),
  };
}

async function start(calls) {
  const { port1: port, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('raw-worker.mjs', import.meta.url), {
    workerData: { port: port2, answered },
    transferList: [port2],
  });
  const thread = { worker, port, answered, calls: 0 };
  await new Promise((resolve) => port.once('message', resolve));
  port.on('message', ({ id, value }) => {
    thread.calls--;
    const resolve = calls.get(id);
    calls.delete(id);
    resolve(value);
  });
  return thread;
}
