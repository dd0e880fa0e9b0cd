// The threads of all kinds.
import { shared } from '../state.js';
import type { Thread } from '../types.js';

/** Every thread that still exists. */
export function* allThreads(): Iterable<Thread> {
  for (const pool of shared.pools.values()) {
    yield* [...pool.threads, ...pool.leaving];
  }
}

/** Messages that are read at once of a thread which is looked at or ended. */
export const LAST_WORDS = 10_000;
