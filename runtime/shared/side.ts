// On which side of a call this thread is.
import { workerData } from '../platform/node/globals.js';

/**
 * The `workerData` that our threads are started with, and no thread that one of them starts: what is loaded ahead of
 * all else in a thread, by `--require` or `--import`, may call marked functions.
 */
export const MARK = 'unsync:thread';

/** Where all copies of this package look: on `globalThis` for what they share, on a stub for its definition. */
export const key = Symbol.for('unsync');

export interface Side {
  /** This thread is one of our workers: marked functions run inline. */
  inside: boolean;
}

const holder = globalThis as { [key]?: Side };

export const side: Side = (holder[key] ??= { inside: workerData === MARK });
