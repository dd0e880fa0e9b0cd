// For a moment after a message, a thread that has nothing to do does not let its event loop sleep: the
// next message, or the answer, often comes sooner than it could be woken, which takes both sides some
// tens of microseconds, and more of their cores' time than this.
import { os } from '../platform/node/globals.js';
import { performance, setImmediate } from '../platform/node/timers.js';

/** Milliseconds. Turns of an event loop that has nothing to do take some microseconds each. */
export const MOMENT = 0.05;

const hasCores = os.availableParallelism() > 1;
let end = 0;
let turning = false;

/** For what comes next, within so many milliseconds. */
export function spin(moment = MOMENT): void {
  end = Math.max(end, performance.now() + moment);
  if (turning || !hasCores) return;
  turning = true;
  setImmediate(turn);
}

function turn(): void {
  turning = performance.now() < end;
  if (turning) setImmediate(turn);
}
