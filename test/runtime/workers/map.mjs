// For map: each takes one argument. Hand-written as the compiler would emit it.
import { threadId } from 'node:worker_threads';
import { create } from 'unsync/task';
import { nestedDefinition } from './nested.mjs';

const nested = create(nestedDefinition);

export const __unsyncTasks = {
  /** Counts in `counts`: those that have begun, those that are in here, the most there were; waits for the gate, if there is one. */
  within: ({ counts, gate, value, error }) => {
    Atomics.add(counts, 0, 1);
    const now = Atomics.add(counts, 1, 1) + 1;
    for (let most; (most = Atomics.load(counts, 2)) < now; ) Atomics.compareExchange(counts, 2, most, now);
    if (gate) Atomics.wait(gate, 0, 0);
    Atomics.sub(counts, 1, 1);
    if (error) throw new RangeError(error);
    return value;
  },
  spin: (begun) => {
    Atomics.add(begun, 0, 1);
    for (;;);
  },
  thread: () => threadId,
  /** Counts in `cells[0]`, and goes on when `cells[1]` is 1. */
  waitAsync: async (cells) => {
    Atomics.add(cells, 0, 1);
    while (Atomics.load(cells, 1) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  },
  record: ({ log }) => (value) => {
    log[Atomics.add(log, 0, 1) + 1] = value;
    return value;
  },
  nestedMap: async (items) => [await nested.map(items), threadId],
};
