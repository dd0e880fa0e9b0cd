/** Comlink has no pool: calls go round. */
import { Worker } from 'node:worker_threads';
import { transfer, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

export function open(threads) {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('comlink-worker.mjs', import.meta.url)));
  const remotes = workers.map((worker) => wrap(nodeEndpoint(worker)));
  let next = 0;
  const remote = () => remotes[next++ % threads];
  return {
    call: (name, argument) => remote()[name](argument),
    move: (name, argument, list) => remote()[`${name}Moved`](list.length ? transfer(argument, list) : argument),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
