// When no more threads are started: where they die one after the other, and where there is no room for one. Loaded with
// the first thread that ends, or can't be started.
import { performance, setTimeout } from '../../platform/node/timers.js';
import { UnsyncError } from '../../shared/errors.js';
import type { Pool, Task, Thread } from '../types.js';
import { describe, warn } from './warnings.js';

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

/** A thread has died by itself. */
export function countDeath({ pool, last }: Thread, cause: Error | undefined, exitCode: number | undefined): void {
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
  const living = pool.threads.size + pool.ending.size;
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
