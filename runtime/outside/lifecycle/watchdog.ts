// Looks whether threads still exist, have started, and have missed no message. Loaded with the first
// call that takes a second, or for which a caller is blocked for a while.
import { isDebugged } from '../../platform/node/debugger.js';
import { performance } from '../../platform/node/timers.js';
import { UnsyncError } from '../../shared/errors.js';
import type { FromWorker } from '../../shared/protocol.js';
import { settings } from '../settings/settings.js';
import { LAST_WORDS } from '../threads/threads.js';
import type { Prepared, Task, Thread } from '../types.js';
import { addChild, removeChild, waitedFor } from './child-processes.js';
import { StartTimeout } from './circuit-breaker.js';
import { exists } from './lifeline.js';
import { watchOver } from './orphans.js';
import * as stall from './stall.js';
import { depart } from './terminate.js';
import { warnOfLateError } from './warnings.js';

/**
 * Milliseconds until a thread that says nothing is asked again; doubled each time. An answer that
 * is late is no fault: the thread computes. But the question may be what was lost.
 */
const PATIENCE = 1000;
const LONGEST = 64_000;

/** A pause longer than that was not one of the thread: this process, or the machine, was stopped. */
const PAUSE = 2000;

interface Watch {
  /** Clock of the latest look. */
  looked: number;
  /** Messages that had come then. */
  seen: number;
  /** When to ask again, and how much later after that. */
  next: number;
  delay: number;
  /** Milliseconds that each call has waited for its module to be loaded. */
  readonly loading: WeakMap<Task, number>;
  /** Answers while nothing was to do and a lease was still out. */
  idle: number;
}

const watches = new WeakMap<Thread, Watch>();

/** Threads that were missing at the last look. */
const missing = new WeakSet<Thread>();

/** @public loaded by `require` */
export function check(thread: Thread, isTurning: boolean | undefined): void {
  // Before it has booted nobody holds the other end, and nobody lets go of it either.
  if (thread.seen === 0 && thread.gone) return bury(thread);
  if (!exists(thread)) {
    // A thread lets go of its end some time before it is said why it died: out of memory, for example.
    if (!isTurning || missing.has(thread)) return bury(thread);
    missing.add(thread);
    return;
  }
  // What it has said may be waiting here; not all of it, where it never stops.
  thread.drain(LAST_WORDS);
  if (thread.gone) return;
  watchOver(thread, waitedFor(thread));
  if (thread.tasks().length === 0 && thread.leases === 0) return thread.unwatch();
  const now = performance.now();
  let watch = watches.get(thread);
  if (!watch) {
    watch = { looked: now, seen: 0, next: now, delay: PATIENCE, loading: new WeakMap(), idle: 0 };
    watches.set(thread, watch);
  }
  const heard = thread.seen !== watch.seen;
  if (heard) {
    watch.seen = thread.seen;
    watch.delay = PATIENCE;
    watch.next = Math.min(watch.next, now + PATIENCE);
  }
  const passed = Math.min(now - watch.looked, PAUSE);
  watch.looked = now;
  if (now >= watch.next) {
    stall.probe(thread);
    watch.next = now + watch.delay;
    watch.delay = Math.min(watch.delay * 2, LONGEST);
  }
  stall.look(thread);
  limitStart(thread, watch, passed, heard);
  findLostLease(thread, watch, heard);
}

/**
 * A call on it was given up, which may have the event loop of others.
 * @public loaded by `require`
 */
export const suspect = stall.suspect;

/** A thread that no longer exists, as far as can be seen with the event loop blocked. */
function bury(thread: Thread): void {
  thread.drain(LAST_WORDS);
  thread.end(new Error('the thread is gone'));
  depart(thread);
}

/**
 * Rejects calls whose modules are not loaded in time: because of an endless loop, or of a promise
 * at top level that never settles.
 */
function limitStart(thread: Thread, { loading }: Watch, passed: number, heard: boolean): void {
  const { startTimeout } = settings();
  // Those in the run queue come to be loaded one after the other.
  const running = [...thread.calls()].map(([, task]) => task).slice(0, thread.pool.settings.capacity);
  const starting = running.filter((each) => !thread.known.get(each.definition.id));
  const late = starting.filter((task) => {
    // At the first look it may just have come.
    const before = loading.get(task);
    const waited = before === undefined ? 0 : before + passed;
    loading.set(task, waited);
    return waited > startTimeout && task.state !== 'settled';
  });
  // A debugger may have stopped it.
  if (late.length === 0 || isDebugged()) return;
  const error = ({ name, at, url }: Prepared) => {
    const what =
      thread.seen === 0 ? 'its thread did not start' : `its worker module ${url}, or the setup module, was not loaded`;
    return new UnsyncError('ERR_UNSYNC_LOAD', `${name}: ${what} within ${startTimeout} ms`, { name, at });
  };
  if (starting.length === running.length) {
    for (const task of starting) task.settle(false, error(task.definition));
    thread.end(new StartTimeout(`it was not ready within ${startTimeout} ms`));
  } else if (heard) {
    // Others run on it. If it had not answered, one of these might compute.
    for (const task of late) task.settle(false, error(task.definition));
    thread.rest();
  }
}

/** A lease that was given back and does not come would hold the process for ever. */
function findLostLease(thread: Thread, watch: Watch, heard: boolean): void {
  const { leases, leased } = thread;
  if (thread.tasks().length > 0 || leases === (leased ? 1 : 0)) watch.idle = 0;
  else if (heard && ++watch.idle > 2) thread.end(new Error('it did not give back its lease'));
}

/**
 * Messages that most programs never see.
 * @public loaded by `require`
 */
export function receive(thread: Thread, message: FromWorker): void {
  switch (message.type) {
    case 'alive':
      return stall.answered(thread);
    case 'late':
      return warnOfLateError(message.name ?? thread.last, message.error);
    case 'child':
      if (!(message.pid > 0)) throw message;
      return addChild(thread, message);
    case 'reaped':
      return removeChild(thread, message.pid);
    default:
      throw message;
  }
}

/**
 * The error that ends a thread whose message was not the next, or could not be understood.
 * @param error undefined where one is missing
 * @public loaded by `require`
 */
export function fault(error: unknown): Error {
  if (error === undefined) return new Error('a message from it was lost');
  const { type, reason, message } = error as { type?: unknown; reason?: unknown; message?: unknown };
  if (type === 'fault' && typeof reason === 'string') return new Error(reason);
  const what = error instanceof Error ? message : `of the unknown type ${String(type)}`;
  return new Error(`a message from it could not be understood: ${what}`, { cause: error });
}
