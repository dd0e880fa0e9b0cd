// How many calls of a `map` are under way at once: enough that no thread waits, and few enough that
// leaving early wastes little.

import { performance } from '../../platform/node/timers.js';
import type { Kind } from '../../types.js';
import { settings } from '../settings/settings.js';
import { poolFor, scheduler } from '../threads/pool.js';
import type { Pool } from '../types.js';

/** Milliseconds of work for each thread that are under way. Several results, and calls, then share a turn and a message. */
const SPAN = 10;

/** Calls under way at most, however short. */
const MOST = 1024;

/** From there on, calls are so short (an eighth of a millisecond on two threads) that they are made in groups. */
const GROUPED = 64;

/** Calls at once on an event loop: what they wait for, such as a server, is no thread that says when it is free. */
const ON_A_LOOP = 16;

export interface Window {
  /** Calls under way, at most. */
  readonly size: number;
  /** Fewer are not worth a turn, while others are under way. */
  readonly group: number;
  /** So many elements at most are taken from the source before the consumer asks, and while it waits for the first of them. */
  readonly ahead: number;
  readonly aheadOfFirst: number;
  /** Calls that the pool's `maxQueue` admits now. */
  room(): number;
  /** A call has settled. */
  count(): void;
}

/** @param limit the option of that name */
export function createWindow(kind: Kind, runsHere: boolean, limit = Infinity): Window {
  const isRemote = !runsHere && settings().executor;
  // How many threads there are elsewhere is not known here, nor how long calls take on their way.
  if (isRemote)
    return {
      size: Math.min(limit, MOST),
      group: 1,
      ahead: 2 * ON_A_LOOP,
      aheadOfFirst: MOST,
      room: () => Infinity,
      count() {},
    };
  const onLoop = kind === 'async' || kind === 'background';
  const pool = runsHere ? undefined : poolFor(kind);
  const room = () => (pool ? roomIn(pool) : Infinity);
  if (onLoop || !pool) {
    const size = onLoop ? (limit < Infinity ? limit : ON_A_LOOP) : 1;
    // A synchronous function has its caller's thread to itself: it is called when the consumer asks.
    return { size, group: 1, ahead: onLoop ? size : 0, aheadOfFirst: onLoop ? 8 * size : 1, room, count() {} };
  }
  const { maxThreads, maxQueue } = pool.settings;
  const most = Math.min(limit, MOST);
  // One on each thread, and one that comes next.
  const least = Math.min(most, 2 * maxThreads);
  let size = least;
  let settled = 0;
  let since = performance.now();
  return {
    get size() {
      return size;
    },
    get group() {
      return size < GROUPED || maxQueue < Infinity ? 1 : size >> 1;
    },
    get ahead() {
      return size;
    },
    get aheadOfFirst() {
      return 8 * size;
    },
    room,
    count() {
      if (++settled < size) return;
      const now = performance.now();
      const wanted = Math.ceil((settled / Math.max(now - since, 0.01)) * SPAN);
      size = Math.min(most, Math.max(least, size >> 1, Math.min(wanted, 4 * size)));
      settled = 0;
      since = now;
    },
  };
}

function roomIn(pool: Pool): number {
  const { settings, threads, ending } = pool;
  const { maxQueue, maxThreads, capacity } = settings;
  if (maxQueue === Infinity) return Infinity;
  let free = (maxThreads - threads.size - ending.size) * capacity;
  for (const { load } of threads) free += Math.max(0, capacity - load);
  return maxQueue - scheduler().countWaiting(pool) + free;
}
