// How threads end. Loaded with the first thread that ends, or can't be started.

import { clearTimeout, setTimeout } from '../../platform/node/timers.js';
import { shared } from '../state.js';
import { LAST_WORDS, NATIVE } from '../threads/threads.js';
import type { Thread } from '../types.js';
import { endChildren } from './child-processes.js';
import { countDeath } from './circuit-breaker.js';
import { death, warnOfLateDeath, warnOfNativeCall } from './warnings.js';

/** @public loaded by `require` */
export { noThread } from './circuit-breaker.js';

/**
 * Ends a thread and rejects what ran on it.
 * @param cause why, if it died by itself
 * @param exitCode if it exited
 * @public loaded by `require`
 */
export function end(thread: Thread, cause: Error | undefined, exitCode: number | undefined): void {
  const { pool } = thread;
  // What was said before the end counts, and may be that it exits. Nothing more begins here.
  pool.threads.delete(thread);
  // One that prints for ever has never said it all.
  if (!thread.gone) thread.drain(LAST_WORDS);
  if (thread.gone) return;
  const calls = [...thread.calls(), ...thread.parked].map(([call]) => call);
  const native = setTimeout(() => {
    // One may have come to be just then.
    endChildren(thread, calls);
    warnOfNativeCall(thread.last);
  }, NATIVE).unref();
  thread.stop();
  pool.ending.add(thread);
  thread.gone = thread.piscina.destroy().then(() => {
    clearTimeout(native);
    thread.drain();
    depart(thread);
  });
  endChildren(thread, calls);
  const goesBack = thread.runQueue?.close(cause !== undefined || exitCode !== undefined);
  const tasks = thread.tasks();
  if (cause || exitCode !== undefined) {
    if (tasks.length === 0) warnOfLateDeath(thread.last, cause, exitCode);
    countDeath(thread, cause, exitCode);
  }
  for (const task of tasks) {
    task.settle(false, death(task.definition, cause, exitCode));
    // One that was given up may still have had a signal.
    if (task.proxied) (require('../calls/proxies.js') as typeof import('../calls/proxies.js')).end(task);
  }
  thread.running.clear();
  thread.runQueue = undefined;
  thread.parked.clear();
  thread.tornDown?.();
  if (goesBack) pool.refill();
}

/** The thread no longer exists: its place is free. */
export function depart(thread: Thread): void {
  thread.port.close();
  thread.lifeline.close();
  shared.observer?.thread('ended', thread, thread.pool);
  const { pool } = thread;
  if (!pool.ending.delete(thread)) return;
  // Calls in the run queues of others do not wait there while another may run it.
  for (const { runQueue } of pool.threads) runQueue?.recall();
  pool.refill();
}
