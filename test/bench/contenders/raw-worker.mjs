import { workerData } from 'node:worker_threads';
import * as module from '../../plain/tasks.js';

const tasks = { ...module };

const { port, answered } = workerData;
port.on('message', async ({ id, name, argument, moves, blocks }) => {
  let value = tasks[name](argument);
  if (value instanceof Promise) value = await value;
  port.postMessage({ id, value }, moves ? [value.buffer] : undefined);
  if (!blocks) return;
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
port.postMessage('ready');
