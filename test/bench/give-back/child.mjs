/** A contender's process: measures the cells that it is told to. Wrong results throw: a fast wrong one is worth nothing. */
import { Worker } from 'node:worker_threads';
import { answers, reset } from '../../support/answers.mjs';
import { sizes, sorts, taskOf } from './cells.mjs';

const [program, contender] = process.argv.slice(2);
const isGivenBack = contender === 'tracked';
const call = await open();

process.on('disconnect', () => process.exit());
process.on('message', async ({ cell, count }) => {
  try {
    process.send({ figures: await (count ? measure(cell, count) : weigh(cell)) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});

async function open() {
  if (contender === 'by hand') {
    const worker = new Worker(new URL('by-hand-worker.mjs', import.meta.url), { workerData: program });
    return (name, value, change) => {
      worker.postMessage({ name, value, change });
      return new Promise((resolve) => worker.once('message', (message) => resolve(message.value)));
    };
  }
  const { configure } = await import('unsync');
  configure({ cpuBound: { maxThreads: 1 } });
  const tasks = await import(program);
  const suffix = contender === 'untracked' ? 'Untracked' : '';
  return (name, value, change) => tasks[name + suffix](value, change);
}

/**
 * Milliseconds of a call; of these, on this thread, from the call until it has returned (`sent`), and from when the
 * answer is there until all is in its place (`put`).
 */
async function measure({ sort, size, change }, count) {
  const value = sorts[sort].make(sizes[size]);
  const name = taskOf(sort, change);
  globalThis.gc();
  reset();
  let sent = 0;
  const from = performance.now();
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    const done = call(name, value, change);
    sent += performance.now() - begun;
    await done;
  }
  return { ms: (performance.now() - from) / count, sent: sent / count, put: answers.ms / count };
}

/** Bytes of an answer; and whether what it changes is there, where that is given back, and nothing else is. */
async function weigh({ sort, size, change }) {
  const { make, fields, member } = sorts[sort];
  const value = make(sizes[size]);
  const before = fields(value);
  reset(true);
  const result = await call(taskOf(sort, change), value, change);
  const changed = fields(value).filter((each, i) => each !== before[i]).length;
  const expected = !isGivenBack ? 0 : change === 'one' ? 1 : change === 'all' ? before.length : 0;
  if (changed !== expected) throw new Error(`${changed} fields are changed, not ${expected}`);
  if (isGivenBack && change === 'identity' && result !== member(value)) throw new Error('it is not the very object');
  return { bytes: answers.bytes };
}
