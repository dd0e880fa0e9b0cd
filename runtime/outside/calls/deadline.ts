// Limits a call by its signal and its timeout. Loaded with the first such call, or the first stream.

import { performance } from '../../platform/node/timers.js';
import { TimeoutError } from '../../shared/errors.js';
import type { Prepared, Task } from '../types.js';
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
  const timer = after(timeout, () => expire(task));
  task.unwatch = () => {
    globalThis.clearTimeout(timer());
    unlisten?.();
  };
}

/** The longest time that a timer of Node's can wait for: more would overflow to 1 ms. */
const LONGEST = 2147483647;

/** Calls back after a time of any length. Gives what tells the timer, which is another one after the longest time. */
export function after(milliseconds: number, action: () => void): () => NodeJS.Timeout {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    timer = globalThis.setTimeout(() => (left > LONGEST ? wait(left - LONGEST) : action()), Math.min(left, LONGEST));
  };
  wait(milliseconds);
  return () => timer;
}

/**
 * Its time is up.
 * @public loaded by `require`
 */
export function expire(task: Task): void {
  task.abandon(tookLonger(task.definition, task.timeout!));
}

export function tookLonger(definition: Prepared, timeout: number): TimeoutError {
  return new TimeoutError(`${definition.name} took longer than ${timeout} ms`, definition);
}

/**
 * The error that `result(timeout)` throws.
 * @public loaded by `require`
 */
export function noResult({ definition }: Task, timeout: number): TimeoutError {
  return new TimeoutError(`${definition.name} has no result after ${timeout} ms; it goes on`, definition);
}
