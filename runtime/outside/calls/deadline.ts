// What limits a call: its signal and its timeout. Loaded with the first such call.

import { performance } from '../../platform/node/timers.js';
import { TimeoutError } from '../../shared/errors.js';
import type { Task } from '../types.js';
import { listen } from './abort.js';

/**
 * Starts the clock and listens to the signal. The call may have settled afterwards.
 * @param timeout milliseconds, or Infinity
 * @public loaded by `require`
 */
export function watch(task: Task, timeout: number): void {
  const { signal } = task.options;
  if (signal?.aborted) return task.abandon(signal.reason);
  let unlisten: (() => void) | undefined;
  if (signal) {
    task.unwatch = unlisten = listen(signal, () => task.abandon(signal.reason));
  }
  if (timeout === Infinity) return;
  task.timeout = timeout;
  task.deadline = performance.now() + timeout;
  const stop = after(timeout, () => expire(task));
  task.unwatch = () => {
    stop();
    unlisten?.();
  };
}

/** What a timer of Node's can wait for: more would overflow to 1 ms. */
const LONGEST = 2147483647;

/** Calls back after a time of any length. Gives what prevents that. */
function after(milliseconds: number, action: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    timer = globalThis.setTimeout(() => (left > LONGEST ? wait(left - LONGEST) : action()), Math.min(left, LONGEST));
  };
  wait(milliseconds);
  return () => globalThis.clearTimeout(timer);
}

/**
 * Its time is up.
 * @public loaded by `require`
 */
export function expire(task: Task): void {
  const { definition, timeout } = task;
  task.abandon(new TimeoutError(`${definition.name} took longer than ${timeout} ms`, definition));
}

/**
 * What `result(timeout)` throws.
 * @public loaded by `require`
 */
export function noResult({ definition }: Task, timeout: number): TimeoutError {
  return new TimeoutError(`${definition.name} has no result after ${timeout} ms; it goes on`, definition);
}
