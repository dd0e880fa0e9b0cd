// The threads of all kinds.
import { shared } from '../state.js';
import type { Thread } from '../types.js';

/** Every thread that still exists. */
export function* allThreads(): Iterable<Thread> {
  for (const pool of shared.pools.values()) {
    yield* [...pool.threads, ...pool.ending];
  }
}

/** Milliseconds for a thread to end, before it is said to be inside a native call. */
export const NATIVE = 1000;

/** Messages that are read at once of a thread which is looked at or ended. */
export const LAST_WORDS = 10_000;
