import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import square from './worker.mjs';

expose({ square }, nodeEndpoint(parentPort));
