import { parentPort } from 'node:worker_threads';
import { expose, transfer } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import * as tasks from '../../plain/tasks.js';

const moved = (bytes) => transfer(bytes, [bytes.buffer]);

expose(
  { ...tasks, echoMoved: (bytes) => moved(tasks.echo(bytes)), freshMoved: (size) => moved(tasks.fresh(size)) },
  nodeEndpoint(parentPort),
);
