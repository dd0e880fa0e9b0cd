/** What calls cost that wait: run by `run.mjs` in a process of its own. Prints JSON. */
import { setTimeout } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { configure, shutdown } from '../../dist/runtime/index.js';
import { create } from '../../dist/runtime/task.js';

const count = Number(process.argv[2]);
v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');

configure({ cpuBound: { maxThreads: 1 } });
const worker = new URL('tasks.mjs', import.meta.url);
const stub = (key) => create(() => ({ name: key, at: '', kind: 'cpu-bound', key, worker, inline() {} }));
const add = stub('add');
const wait = stub('wait');

/** Bytes of the heap and beside it, without garbage. */
async function used() {
  for (let i = 0; i < 4; i++) {
    gc();
    await new Promise(setImmediate);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Makes calls that can't begin, and lets them after some milliseconds; gives the bytes while they waited. */
async function fill(calls, milliseconds = 0) {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const blocker = wait(gate);
  const futures = [];
  for (let i = 0; i < calls; i++) futures.push(add(i, 1));
  const waiting = await used();
  await setTimeout(milliseconds);
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  await blocker;
  let right = 0;
  for (let i = 0; i < calls; i++) if ((await futures[i]) === i + 1) right++;
  return { waiting, right };
}

// what watches over threads is loaded after a second, and stays
await fill(20_000, 2500);
const before = await used();
const begun = performance.now();
const { waiting, right } = await fill(count);
const seconds = (performance.now() - begun) / 1000;
const after = await used();
await shutdown();
process.stdout.write(JSON.stringify({ count, right, each: (waiting - before) / count, before, after, seconds }));
