// Timeouts of unsync that can be held. To be imported before unsync, which takes Node's own as it is loaded.
import timers from 'node:timers';

let areHeld = false;

const { setTimeout } = timers;
const withHold = (run: () => void, milliseconds?: number) => setTimeout(areHeld ? () => {} : run, milliseconds);
// It passes for Node's by what that has.
timers.setTimeout = Object.defineProperties(
  withHold,
  Object.getOwnPropertyDescriptors(setTimeout),
) as typeof setTimeout;

/** Those that are set meanwhile never come. */
export async function holding<T>(action: () => Promise<T>): Promise<T> {
  areHeld = true;
  try {
    return await action();
  } finally {
    areHeld = false;
  }
}
