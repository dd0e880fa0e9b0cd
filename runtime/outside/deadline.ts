// What limits a call: its signal and its timeout. Loaded with the first such call.
import { ConfigurationError, TimeoutError } from '../errors.js';
import { performance } from '../timers.js';
import { listen } from './abort.js';
import type { Task } from './unfuture.js';

/**
 * Starts the clock and listens to the signal. The call may have settled afterwards.
 * @public loaded by `require`
 */
export function watch(task: Task): void {
  const { signal, timeout } = task.options;
  if (signal?.aborted) return task.abandon(signal.reason);
  let unlisten: (() => void) | undefined;
  if (signal) {
    task.unwatch = unlisten = listen(signal, () => task.abandon(signal.reason));
  }
  if (timeout === undefined || timeout === Infinity) return;
  if (!(timeout >= 0))
    throw new ConfigurationError(`the option timeout is ${String(timeout)}: it must be a number of milliseconds`);
  task.deadline = performance.now() + timeout;
  // More would overflow to 1 ms.
  const timer = globalThis.setTimeout(() => expire(task), Math.min(timeout, 2147483647));
  task.unwatch = () => {
    globalThis.clearTimeout(timer);
    unlisten?.();
  };
}

/**
 * Its time is up.
 * @public loaded by `require`
 */
export function expire(task: Task): void {
  const { definition, options } = task;
  task.abandon(new TimeoutError(`${definition.name} took longer than ${options.timeout} ms`, definition));
}

/**
 * What `result(timeout)` throws.
 * @public loaded by `require`
 */
export function noResult({ definition }: Task, timeout: number): TimeoutError {
  return new TimeoutError(`${definition.name} has no result after ${timeout} ms; it goes on`, definition);
}
