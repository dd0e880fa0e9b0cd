// Hands calls that wait out to the threads of a kind: each has a run queue, and one that has nothing to do steals from
// the longest of the others. Loaded with the first call that finds no thread free.

import { queueMicrotask } from '../../platform/node/timers.js';
import type * as types from '../types.js';
import type { Pool, Task, Thread } from '../types.js';
import { GROUP } from './batch.js';
import { priorityOf } from './queue.js';
import { fitsRunQueue, RunQueue } from './run-queue.js';

/** Queued calls of one turn after which the first are handed out: the threads begin while the caller goes on. */
const MANY = 32;

/**
 * Gives a thread what waits.
 * @public loaded by `require`
 */
export function feed(thread: Thread): void {
  const { pool } = thread;
  // A call whose result came in a message leaves its slot when somebody advances. After the last one, nobody else does.
  if (thread.runQueue?.advance() && thread.isWorn) return thread.vacate(0);
  // To advance settles calls, and whoever hears of that may end the thread.
  if (thread.gone) return;
  if (thread.load === 0) {
    for (const other of pool.threads) if (other !== thread && other.runQueue?.isStuck) other.runQueue.recall();
    // Calls in run queues of others came before those in the queue. The first of them may be behind one that takes long:
    // back to the head of the queue, from where this thread takes it.
    if (pool.queue.first()) earliestRunQueue(pool)?.recall(1);
  }
  // Who is told that a call begins may end it, and with it the thread.
  for (let task: Task | undefined; !thread.gone && (task = pool.queue.first()); ) {
    try {
      if (fitsRunQueue(task, thread)) {
        if (!(thread.runQueue ??= new RunQueue(thread)).take()) return;
      } else if (!pool.hasRoom(thread)) return;
      else thread.post(task, task.payload!, task.payload!.transfer ?? []);
    } catch (error) {
      task.settle(false, error);
      if (thread.gone) return;
    }
  }
  if (thread.load === 0) steal(thread);
}

/** Where the call waits that was put in the run queue before all others. */
function earliestRunQueue({ threads }: Pool): types.RunQueue | undefined {
  let first: types.RunQueue | undefined;
  let earliest = Infinity;
  for (const { runQueue } of threads) {
    const next = runQueue?.next ?? Infinity;
    if (next < earliest) [first, earliest] = [runQueue, next];
  }
  return first;
}

/** Takes half of the calls from the thread where most wait. */
function steal(thread: Thread): void {
  let most: types.RunQueue | undefined;
  for (const { runQueue } of thread.pool.threads)
    if (runQueue && runQueue.length > (most?.length ?? 1)) most = runQueue;
  if (most?.recall(most.length >> 1)) feed(thread);
}

/**
 * Counts calls that wait for a thread, or in the run queue of one.
 * @public loaded by `require`
 */
export function countWaiting({ waiting, threads, settings }: Pool): number {
  return [...threads].reduce((sum, { load }) => sum + Math.max(0, load - settings.capacity), waiting);
}

/**
 * A call was queued. It is handed to a thread at the end of this turn of the event loop, so that calls of one turn
 * travel together; or before that, where they are many.
 * @public loaded by `require`
 */
export function arrange(pool: Pool): void {
  pool.usesRunQueues = true;
  const count = ++pool.held;
  if (count === 1)
    queueMicrotask(() => {
      pool.held = 0;
      handOut(pool);
    });
  else if (count === MANY || count % GROUP === 0) handOut(pool);
}

/** Hands what is queued to the threads of a kind, to each as much as its run queue takes. */
function handOut(pool: Pool): void {
  const first = pool.queue.first();
  for (const thread of pool.threads) {
    // Answers come first: they tell how long the functions take, and so how many calls a run queue takes.
    thread.drain();
    // Where calls of less priority would begin before the first of the queue, what has not begun goes back to be sorted in.
    if (first && pool.queue.isMixed && thread.runQueue?.holdsLess(priorityOf(first))) thread.runQueue.recall();
  }
  for (const thread of pool.threads) {
    feed(thread);
    // The call that occupies the thread may be one that does not keep the process alive; those that wait for it do.
    if (first && !thread.gone) thread.lease();
  }
}
