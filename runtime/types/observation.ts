// The result of `stats()`, and the messages that are published on channels.
import type { Kind } from './calls.js';

/** The result of `stats()`. It counts calls made on this thread since its first call; times are milliseconds. */
export interface Statistics {
  /** When counting began, as `Date.now()` gives it. */
  readonly since: number;
  /** On a thread, or here; on a thread that is still starting, too. */
  readonly running: number;
  /** For a thread, or for promises among their arguments. */
  readonly queued: number;
  readonly done: number;
  readonly failed: number;
  /** Ended from the caller's side: by `cancel()`, a signal, or a timeout. */
  readonly cancelled: number;
  /** Threads that exist, those that are about to end included. */
  readonly threads: { readonly [K in Exclude<Kind, 'async'>]: number };
  /** Each that was called, in the order of their first calls to settle. */
  readonly functions: readonly FunctionStatistics[];
}

export interface FunctionStatistics {
  readonly name: string;
  /** Where it is marked, as file:line:column. */
  readonly at: string;
  readonly kind: Kind;
  readonly running: number;
  readonly queued: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  /**
   * How long calls ran, measured on their thread; for one that ended with its thread, from being
   * posted until it settled; for a stream, the time it took to make the values.
   */
  readonly run: Distribution;
  /** From when a call had its arguments until its function began: queue, start of a thread, loading. */
  readonly wait: Distribution;
  /** Of the buffers and views that were arguments, or results, themselves. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** In milliseconds; all 0 while there is none. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  /** Half took no longer: within 3 %, as `p99`. */
  readonly median: number;
  /** 99 of 100 took no longer. */
  readonly p99: number;
  readonly max: number;
}

/**
 * The message on the channels `tracing:unsync.call:*` of `node:diagnostics_channel`, one
 * object for each call: `start` and `end` around the synchronous part, `error` where it fails or
 * is cancelled, `asyncStart` and `asyncEnd` when it has settled, in the context of the call.
 */
export interface CallMessage {
  readonly task: string;
  /** Where it is marked, as file:line:column. */
  readonly at: string;
  readonly kind: Kind;
  /** The number of its thread within the kind. From here on: once settled, and where it has run. */
  readonly thread?: number;
  /** Milliseconds, as `FunctionStatistics` has them. */
  readonly wait?: number;
  readonly run?: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** The message on the channel `unsync.thread`. */
export interface ThreadMessage {
  /** 'ready' when it can run its first call. */
  readonly event: 'started' | 'ready' | 'ended';
  readonly kind: Kind;
  /** Counts from 1 within the kind; the number of a thread that is gone is given again. */
  readonly thread: number;
}
