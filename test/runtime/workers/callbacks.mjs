// Hand-written as the compiler would emit it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const turn = () => new Promise(setImmediate);
const set = (cell) => {
  Atomics.store(cell, 0, 1);
  Atomics.notify(cell, 0);
};
const wait = async (cell) => {
  while (Atomics.load(cell, 0) === 0) await turn();
};
let noted = [];

export const __unsyncTasks = {
  /** `done[0]` is 1 when it has called as often. */
  count: (n, f, done) => {
    for (let i = 0; i < n; i++) f(i);
    if (done) set(done);
    return 'done';
  },
  countSlowly: async (n, f, done) => {
    for (let i = 0; i < n; i++) {
      if (i % 100 === 0) await turn();
      f(i);
    }
    set(done);
    return 'done';
  },
  async *countInSteps(n, f, done) {
    yield 'begun';
    for (let i = 0; i < n; i++) {
      if (i % 100 === 0) await turn();
      f(i);
    }
    set(done);
  },
  /** Asks twice, the second time when `gate` is open; `done[0]` is 1 once it has asked first, 2 at the end. */
  ask: async (ask, gate, done) => {
    const note = (error) => noted.push(`${error.name} ${error.code} ${error.message}`);
    const first = ask(1).then((value) => noted.push(value), note);
    set(done);
    await first;
    await wait(gate);
    await ask(2).catch(note);
    Atomics.store(done, 0, 2);
  },
  askOnce: async (ask) => ask(),
  noted: async () => noted.splice(0),
  hear: async (signal, heard) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    noted.push(signal.reason);
    set(heard);
  },
  /** Returns before it can hear of an abort. */
  begin: (_signal, begun) => {
    set(begun);
    return 'returned';
  },
  length: (text) => text.length,
  mark: (_, cell) => {
    Atomics.add(cell, 0, 1);
    return 'marked';
  },
  markAsync: async (_, cell) => {
    Atomics.add(cell, 0, 1);
    return 'marked';
  },
  *steps(_, cell) {
    Atomics.add(cell, 0, 1);
    yield 'marked';
  },
  wait: (gate) => {
    Atomics.wait(gate, 0, 0);
  },
  sleep: async (ms, value) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return value;
  },
  /** Bytes of this thread's heap once garbage is collected. */
  held: () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    gc();
    gc();
    return process.memoryUsage().heapUsed;
  },
};
