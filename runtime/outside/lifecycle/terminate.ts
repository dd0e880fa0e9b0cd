// How threads end, and when no more are started. Loaded with the first thread that ends, or at exit.

import { Atomics, SharedArrayBuffer } from '../../platform/node/globals.js';
import { clearTimeout, performance, setTimeout } from '../../platform/node/timers.js';
import { UnsyncError } from '../../shared/errors.js';
import { shared } from '../state.js';
import { allThreads } from '../threads/threads.js';
import type { Pool, Task, Thread } from '../types.js';
import { endChildren } from './child-processes.js';
import { exists } from './lifeline.js';
import { death, describe, warn, warnOfLateDeath, warnOfNativeCall } from './warnings.js';

/**
 * A pool whose threads die, and of which no call finishes, is a crash loop: what is queued would
 * cost a thread for each call, and none would get further. Not counted are threads that were ended
 * from outside. Each thread of a large pool may die some times.
 */
const MOST_DEATHS = 20;
const MOST_DEATHS_EACH = 3;
/** Starts that take too long, in a row. */
const MOST_TIMEOUTS = 4;
/** Milliseconds: of the deaths that count, and until a pool that has stopped is tried again. */
const WINDOW = 10_000;

/** Milliseconds for a thread to end, before it is said to be inside a native call. At exit, the process waits anyway. */
const NATIVE = 1000;

/** Messages that are read at once of a thread which is looked at or ended. */
export const LAST_WORDS = 10_000;

/** Milliseconds until a thread is tried again for which there was no room. */
const RETRY = 1000;

/** Why a thread was ended that did not load a module. */
export class StartTimeout extends Error {}

interface Losses {
  /** The calls that had been finished before. */
  readonly finished: number;
  deaths: number[];
  timeouts: number;
}

const losses = new WeakMap<Pool, Losses>();

/** Of these it was said that there is no room for more threads. */
const isToldOf = new WeakSet<Pool>();

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
  pool.leaving.add(thread);
  thread.gone = thread.piscina.destroy().then(() => {
    clearTimeout(native);
    thread.drain();
    depart(thread);
  });
  endChildren(thread, calls);
  const goesBack = thread.line?.close(cause !== undefined || exitCode !== undefined);
  const tasks = thread.tasks();
  if (cause || exitCode !== undefined) {
    if (tasks.length === 0) warnOfLateDeath(thread.last, cause, exitCode);
    count(thread, cause, exitCode);
  }
  for (const task of tasks) {
    task.settle(false, death(task.definition, cause, exitCode));
    // One that was given up may still have had a signal.
    if (task.lent) (require('../calls/proxies.js') as typeof import('../calls/proxies.js')).end(task);
  }
  thread.running.clear();
  thread.line = undefined;
  thread.parked.clear();
  thread.left?.();
  if (goesBack) pool.refill();
}

/** The thread no longer exists: its place is free. */
export function depart(thread: Thread): void {
  thread.port.close();
  thread.lifeline.close();
  shared.observer?.thread('ended', thread, thread.pool);
  const { pool } = thread;
  if (!pool.leaving.delete(thread)) return;
  // What stands in line elsewhere does not wait there while another may run it.
  for (const { line } of pool.threads) line?.recall();
  pool.refill();
}

function count({ pool, last }: Thread, cause: Error | undefined, exitCode: number | undefined): void {
  let loss = losses.get(pool);
  if (loss?.finished !== pool.finished) {
    loss = { finished: pool.finished, deaths: [], timeouts: 0 };
    losses.set(pool, loss);
  }
  const now = performance.now();
  loss.deaths = [...loss.deaths.filter((each) => each > now - WINDOW), now];
  if (cause instanceof StartTimeout) loss.timeouts++;
  const most = Math.max(MOST_DEATHS, MOST_DEATHS_EACH * pool.settings.maxThreads);
  const { deaths, timeouts } = loss;
  if (deaths.length > most || timeouts >= MOST_TIMEOUTS) {
    losses.delete(pool);
    stop(pool, Math.max(deaths.length, timeouts), describe(last, cause, exitCode), cause);
  }
}

/** For a while, calls that would need a new thread are rejected, beginning with those that are queued. */
function stop(pool: Pool, deaths: number, last: string, cause: Error | undefined): void {
  const end = performance.now() + WINDOW;
  const why = `${deaths} threads in a row died and finished no call; of the last: ${last}`;
  warn('UNSYNC_CRASH_LOOP', `no more threads are started for ${WINDOW / 1000} s: ${why}`, cause);
  pool.stop = ({ definition }) => {
    if (performance.now() < end) {
      throw new UnsyncError('ERR_UNSYNC_CRASH_LOOP', `${definition.name} was not run: ${why}`, definition, cause);
    }
    pool.stop = undefined;
  };
  pool.refill();
}

/**
 * The system, or what its user may have, has no room for one more thread: calls wait for those that live, for a while.
 * Throws where none does.
 * @public loaded by `require`
 */
export function noThread(pool: Pool, { definition }: Pick<Task, 'definition'>, error: unknown): undefined {
  // The package has lost its files, and says so.
  if (error instanceof UnsyncError) throw error;
  const living = pool.threads.size + pool.leaving.size;
  const why = `no thread could be started: ${(error as Error | null)?.message ?? String(error)}`;
  if (living === 0)
    throw new UnsyncError('ERR_UNSYNC_THREAD', `${definition.name} was not run: ${why}`, definition, error);
  if (!isToldOf.has(pool))
    warn('UNSYNC_NO_THREAD', `${why}; calls wait for the ${living} of the kind ${definition.kind} that there are`);
  isToldOf.add(pool);
  pool.room = living;
  setTimeout(() => {
    pool.room = Infinity;
    pool.refill();
  }, RETRY).unref();
}

/**
 * At exit: writes what workers printed, and says for which threads the process has to wait.
 * @public loaded by `require`
 */
export function leave(): void {
  for (const thread of allThreads()) {
    thread.drain(LAST_WORDS);
    if (thread.tasks().length > 0) thread.end();
  }
  const cell = new Int32Array(new SharedArrayBuffer(4));
  // One that has not booted holds no end of its lifeline, and no task.
  const remaining = () => [...allThreads()].filter((each) => each.gone && each.seen > 0 && exists(each));
  for (const begun = performance.now(); performance.now() < begun + NATIVE && remaining().length > 0; ) {
    Atomics.wait(cell, 0, 0, 5);
  }
  for (const { last } of remaining()) {
    const message = `unsync: the process waits for the thread of ${last}, which is inside a native call`;
    // What `emitWarning` takes would be emitted by an event loop that no longer turns.
    process.emit('warning', Object.assign(new Error(message), { name: 'UnsyncWarning', code: 'UNSYNC_THREAD_BUSY' }));
  }
}
