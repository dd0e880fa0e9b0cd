// Node's own timers and clock, and not what tests put in their place: threads answer in real time. What counts a time
// that a user set, a timeout, uses the global ones.
import { performance as own } from 'node:perf_hooks';
import timers from 'node:timers';

// taken now, since they are replaced in the module, too
export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;

export const performance = { now: own.now.bind(own) };

const settled = Promise.resolve();

/** The global one is replaced, too, and has no module. */
export function queueMicrotask(run: () => void): void {
  void settled.then(run);
}
