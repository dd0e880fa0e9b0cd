import { parentPort, workerData } from 'node:worker_threads';
import * as module from '../../plain/tasks.js';
import { cells } from './ring-cells.mjs';

const { shared, size, names } = workerData;
const { state, functions, values, done } = shared;
const plain = { ...module };
const tasks = names.map((name) => plain[name]);

parentPort.postMessage('ready');
for (;;) {
  const taken = Atomics.load(state, cells.taken);
  const posted = Atomics.load(state, cells.posted);
  if (taken === posted) {
    Atomics.wait(state, cells.posted, posted);
    continue;
  }
  if (Atomics.compareExchange(state, cells.taken, taken, taken + 1) !== taken) continue;
  const slot = taken % size;
  values[slot] = tasks[functions[slot]](values[slot]);
  Atomics.store(done, Atomics.add(state, cells.finished, 1) % size, slot + 1);
  if (Atomics.compareExchange(state, cells.sleeps, 1, 0)) parentPort.postMessage(0);
}
