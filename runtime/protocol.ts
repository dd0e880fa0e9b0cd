// Everything that crosses between the caller's side (`outside/`) and a worker (`inside/`).
// Types only.
import type { MessagePort } from 'node:worker_threads';
import type { Packed } from './codec.js';
import type { Encoded } from './failure.js';

/** To the worker, as a piscina task; it stays pending until the lease is released. */
export interface Lease {
  /** Counts the leases of one thread. */
  readonly lease: number;
  /** With the first lease of a thread only. */
  readonly open?: Opening;
}

export interface Opening {
  /** Carries all other messages, both ways, for as long as the thread lives. */
  readonly port: MessagePort;
  /** Never carries anything: its being closed tells a blocked caller that the thread is gone. */
  readonly lifeline: MessagePort;
  /** One counter for all threads, raised and notified after each message to the caller. */
  readonly bell: Int32Array;
  /** URL of the module to import before the first task. */
  readonly setup: string | undefined;
}

export type ToWorker =
  /** Before the first call of a task on this thread. */
  | {
      readonly type: 'register';
      readonly task: number;
      readonly url: string;
      readonly key: string;
      readonly name: string;
      readonly at: string;
    }
  /** Run a registered task with these arguments. */
  | { readonly type: 'call'; readonly call: number; readonly task: number; readonly args: Packed }
  /** Nothing to do for now: end the lease, and every earlier one. */
  | { readonly type: 'release'; readonly lease: number };

export type FromWorker =
  /** Once, first: the thread has booted. */
  | { readonly type: 'ready' }
  /** A call returned, or its promise was fulfilled. Exactly one of 'result' and 'failure' for each call. */
  | { readonly type: 'result'; readonly call: number; readonly value: Packed }
  /** A call threw or its promise was rejected, or its result can't cross. */
  | { readonly type: 'failure'; readonly call: number; readonly error: Encoded }
  /** An error that belongs to no running call: a timer or promise of a task that had returned. */
  | { readonly type: 'late'; readonly name: string | undefined; readonly error: Encoded }
  /** Something was written to stdout or stderr. */
  | {
      readonly type: 'print';
      readonly stream: 'stdout' | 'stderr';
      readonly chunk: string | Uint8Array;
      readonly encoding: BufferEncoding | undefined;
    }
  /** The thread ends by itself: `process.exit`. */
  | { readonly type: 'gone'; readonly exitCode: number };
