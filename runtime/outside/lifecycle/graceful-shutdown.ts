// The end of a thread in order: it says everything it had to say, and tears down what its setup
// module set up. Loaded with the first thread that is idle for long, is replaced, or shut down.

import { clearTimeout, setTimeout } from '../../platform/node/timers.js';
import { decode } from '../../shared/failure.js';
import type { Encoded } from '../../shared/packed.js';
import { shared } from '../state.js';
import { allThreads } from '../threads/threads.js';
import type { Thread } from '../types.js';
import { warnOfTeardown } from './warnings.js';

/** Milliseconds for a thread to answer, which it can't while it is stuck in a call that was given up. */
const PATIENCE = 1000;

/** Milliseconds for what a setup module exports as `teardown`. */
const TEARDOWN = 5000;

/** Milliseconds after which a thread that is to leave is ended. */
export const LONGEST_END = () => PATIENCE + (shared.settings?.setup === undefined ? 0 : TEARDOWN);

const ends = new WeakMap<Thread, Promise<void>>();

/**
 * Takes a thread from its pool and ends it. Until it is gone it holds its place, and the process.
 * @public loaded by `require`
 */
export function retire(thread: Thread): Promise<void> {
  let end = ends.get(thread);
  if (!end) ends.set(thread, (end = new Promise((resolve) => begin(thread, resolve))));
  return end;
}

function begin(thread: Thread, resolve: (gone: Promise<void> | undefined) => void): void {
  if (thread.gone) return resolve(thread.gone);
  const { setup } = shared.settings!;
  const fail = (why: string, error?: unknown) => warnOfTeardown(setup!, why, error);
  thread.pool.threads.delete(thread);
  thread.pool.ending.add(thread);
  thread.lease();
  const timer = setTimeout(() => {
    if (setup !== undefined) fail(`did not end within ${TEARDOWN} ms`);
    thread.end();
  }, LONGEST_END());
  thread.tornDown = (encoded?: Encoded) => {
    thread.tornDown = () => {};
    clearTimeout(timer);
    if (encoded) {
      const error = decode(encoded, { classes: () => ({}) });
      fail(`failed: ${String((error as Error | null)?.message ?? String(error))}`, error);
    }
    thread.end();
    resolve(thread.gone);
  };
  thread.send({ type: 'teardown', patience: TEARDOWN });
}

/**
 * A program that ends by itself ends its threads in order, too.
 * @public loaded by `require`
 */
export function endBeforeExit(): void {
  process.on('beforeExit', () => {
    if (shared.closing) return;
    // Another listener may have made a call: then this event comes again.
    for (const thread of allThreads()) if (thread.load === 0) void retire(thread);
  });
}
