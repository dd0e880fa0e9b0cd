// Calls for the event loop of another thread: of many in one turn, those after the first few travel
// together. Loaded with the first call of the kind background.

import { queueMicrotask } from '../../platform/node/timers.js';
import { spin } from '../../shared/adaptive-spin.js';
import type { Packed } from '../../shared/packed.js';
import { isPrimitive } from '../../shared/values.js';
import type { Pool, Task } from '../types.js';
import { batchOf, GROUP } from './batch.js';
import { scheduler } from './pool.js';

/** Calls of a turn that are sent at once: what comes after it may keep this thread busy. */
const ALONE = 8;

/** The calls of this turn, by their pools. */
const batches = new Map<Pool, PendingBatch>();

interface PendingBatch {
  sent: number;
  waiting: Task[];
}

/**
 * Keeps a call for the end of the turn, or until there are many. If it has to go at once, those before it go first.
 * @returns whether it was kept
 * @public loaded by `require`
 */
export function keep(pool: Pool, task: Task, packed: Packed, transfer: readonly object[]): boolean {
  let batch = batches.get(pool);
  if (!batch) {
    batches.set(pool, (batch = { sent: 0, waiting: [] }));
    queueMicrotask(() => {
      flush(pool);
      batches.delete(pool);
    });
  }
  const mayWait =
    !task.proxied && !task.definition.stream && transfer.length === 0 && !packed.patches && !packed.tracking;
  if (!mayWait || !packed.values.every(isPrimitive) || batch.sent < ALONE) {
    flush(pool);
    batch.sent++;
    return false;
  }
  task.payload = packed;
  task.state = 'queued';
  if (batch.waiting.push(task) === GROUP) flush(pool);
  return true;
}

/**
 * With the event loop blocked, no turn ends.
 * @public loaded by `require`
 */
export function flushAll(): void {
  for (const pool of batches.keys()) flush(pool);
}

function flush(pool: Pool): void {
  const calls = batches
    .get(pool)!
    .waiting.splice(0)
    .filter(({ state }) => state === 'queued');
  if (calls.length === 0) return;
  try {
    const thread = pool.free(calls[0]!);
    // It has ended within the turn, and holds its place until it is gone.
    if (!thread) {
      for (const task of calls) pool.queue.push(task);
      return scheduler().arrange(pool);
    }
    const message = batchOf(calls, thread);
    thread.send({ type: 'batch', ...message });
    spin();
    thread.last = calls[0]!.definition.name;
    calls.forEach((task, i) => {
      const call = message.first + i;
      thread.running.set(call, task);
      thread.count();
      task.begun(thread, call);
    });
    thread.lease();
  } catch (error) {
    // No thread can be started, or there is no memory.
    for (const task of calls) task.settle(false, error);
  }
}
