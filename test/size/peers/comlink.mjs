import { Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

const worker = new Worker(new URL('comlink-worker.mjs', import.meta.url));
await wrap(nodeEndpoint(worker)).square(3);
await worker.terminate();
