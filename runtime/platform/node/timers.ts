// Node's own timers and clock, and not what tests put in their place: threads answer in real time. What counts a time
// that a user set, a timeout, uses the global ones.
import { performance as nodes } from 'node:perf_hooks';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';

// A mock has nothing there, or something else.
const areNodes = timers.setTimeout[promisify.custom as never] === promises.setTimeout;

// taken now, since they are replaced in the module, too
export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = areNodes
  ? timers
  : (require('./own-timers.js') as typeof import('./own-timers.js')).timers();

// that of its class: one that was put on the object is a mock
const { now } = Object.getPrototypeOf(nodes) as typeof nodes;
export const performance = { now: now.bind(nodes) };

// Not what tests put in its place.
const { hrtime } = process;

/** Milliseconds on a clock that all threads of the process share, which `performance.now()` is not. */
export function clock(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

const settled = Promise.resolve();

/** The global one is replaced, too, and has no module. */
export function queueMicrotask(run: () => void): void {
  void settled.then(run);
}
