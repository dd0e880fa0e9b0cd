/** Posts back all that it was given, when a function has changed it: by hand, one would do that. */
import { parentPort, workerData } from 'node:worker_threads';

const tasks = await import(workerData);

parentPort.on('message', ({ name, value, change }) => {
  tasks[name].inline(value, change);
  parentPort.postMessage({ type: 'result', value }, ArrayBuffer.isView(value) ? [value.buffer] : []);
});
