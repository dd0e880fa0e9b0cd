// Everything that crosses between the caller's side (`outside/`) and a worker (`inside/`).
// Types only.
import type { MessagePort } from '../platform/node/globals.js';
import type { Encoded, Packed } from './packed.js';
import type { SharedSlots } from './shared-slots.js';

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
  /** Counts what was printed and is not written yet. */
  readonly printed: Int32Array;
  /** URL of the module to import before the first task. */
  readonly setup: string | undefined;
  /** Memory that the thread may hold between calls before it reports that it is 'worn'. */
  readonly maxMemoryMb: number;
}

/**
 * Messages of a thread count from 1, in each direction: one that comes again is ignored, and where
 * one is missing or can't be understood, the thread ends and with it the calls on it.
 */
export interface Numbered {
  seq: number;
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
      /** The entry is a factory: the first value of each call is the environment to give it. */
      readonly env: boolean;
      /** It is a generator: a call of it begins with the first `pull`. */
      readonly stream: boolean;
      /** Its values need not be looked at. */
      readonly plain: boolean;
      /** Where in its result is memory to move. */
      readonly fresh: readonly string[] | undefined;
      /** Constants of its modules cross by number. */
      readonly hasConstants: boolean;
      /** For the paths in errors, where calls give back what they change. */
      readonly parameters: readonly string[] | undefined;
    }
  /** Run a registered task with these arguments. */
  | { readonly type: 'call'; readonly call: number; readonly task: number; readonly args: Packed }
  /** Before the first 'enqueue': the memory for them. */
  | { readonly type: 'slots'; readonly slots: SharedSlots }
  /** To be run one after the other, in the slots from `slot` on; those of primitive results tell them. */
  | ({ readonly type: 'enqueue'; readonly slot: number } & Batch)
  /** To be run as they come, as if each had its message. */
  | ({ readonly type: 'batch' } & Batch)
  /** Load the module of a registered task, ahead of its calls. Answered as a call that returns nothing is. */
  | { readonly type: 'load'; readonly call: number; readonly task: number }
  /** A signal among the arguments was aborted. */
  | { readonly type: 'abort'; readonly call: number; readonly handle: number; readonly reason: Encoded }
  /** A callback's promise has settled: with a value, or an error. */
  | {
      readonly type: 'answer';
      readonly call: number;
      readonly reply: number;
      readonly value?: Packed;
      readonly error?: Encoded;
    }
  /** That many more values of a stream may be sent. */
  | { readonly type: 'pull'; readonly call: number; readonly credits: number }
  /** No more values are wanted: end the generator by its `return`. */
  | { readonly type: 'close'; readonly call: number }
  /** Answers are to tell when the function ran, or no longer. */
  | { readonly type: 'time'; readonly on: boolean }
  /** Tear down what the setup module set up, within these milliseconds, then answer 'tornDown'. No call follows. */
  | { readonly type: 'teardown'; readonly patience: number }
  /** Nothing to do for now: end the lease, and every earlier one. */
  | { readonly type: 'release'; readonly lease: number }
  /** Asks for 'alive'. The last message before a silence may be the one that is lost. */
  | { readonly type: 'probe' };

export interface Batch {
  /** The number of the first call; the others follow. */
  readonly first: number;
  readonly count: number;
  /** One for all, or one for each. */
  readonly tasks: number | readonly number[];
  /** The arguments of all calls, and how many of them are each call's: one number for all, or one for each. */
  readonly values: readonly unknown[];
  readonly lengths: number | readonly number[];
}

export type FromWorker =
  /**
   * Once, first: the thread has booted. On Linux with what the system calls it; `current[0]` is the number of the call
   * whose function it is inside of until that returns or gives a promise, or 0.
   */
  | { readonly type: 'ready'; readonly systemThread: number | undefined; readonly current: Int32Array }
  /** Before the first answer of a task: its module, and before it the setup module, are loaded. */
  | { readonly type: 'loaded'; readonly task: number }
  /** Answers 'probe'. */
  | { readonly type: 'alive' }
  /** To whatever comes after a message was lost on its way here, or could not be understood. */
  | { readonly type: 'fault'; readonly reason: string }
  /** A call returned, or its promise was fulfilled. Exactly one of 'result' and 'failure' for each call. */
  | {
      readonly type: 'result';
      readonly call: number;
      readonly value: Packed;
      readonly closed?: Closed;
      readonly ran?: Ran;
    }
  /** Calls that came together returned primitives. */
  | { readonly type: 'results'; readonly calls: readonly number[]; readonly values: readonly unknown[] }
  /** There is something new in the slots; said once until the caller looks. */
  | { readonly type: 'progress' }
  /** A call threw or its promise was rejected, or its result can't cross. */
  | {
      readonly type: 'failure';
      readonly call: number;
      readonly error: Encoded;
      readonly closed?: Closed;
      readonly ran?: Ran;
    }
  /** The next values of a stream, and the milliseconds that it took to make them. */
  | { readonly type: 'yield'; readonly call: number; readonly values: Packed; readonly ms: number }
  /** The function has called a callback among its arguments. */
  | Called
  /** An error that belongs to no running call: a timer or promise of a task that had returned. */
  | { readonly type: 'late'; readonly name: string | undefined; readonly error: Encoded }
  /** A child process was started without waiting for it, and has ended. */
  | { readonly type: 'child'; readonly pid: number; readonly file: string; readonly call: number | undefined }
  | { readonly type: 'reaped'; readonly pid: number }
  /** Something was written to stdout or stderr. */
  | {
      readonly type: 'print';
      readonly stream: 'stdout' | 'stderr';
      readonly chunk: string | Uint8Array;
      readonly encoding: BufferEncoding | undefined;
    }
  /** The thread holds more memory than it may. */
  | { readonly type: 'worn' }
  /** Everything was said, and torn down or not: why it failed. */
  | { readonly type: 'tornDown'; readonly error?: Encoded }
  /** The thread ends by itself: `process.exit`. */
  | { readonly type: 'gone'; readonly exitCode: number };

/** How a call ended. */
export type Answer = Extract<FromWorker, { type: 'result' | 'failure' }>;

export interface Called {
  readonly type: 'callback';
  readonly call: number;
  readonly handle: number;
  readonly args: Packed;
  /** Where an answer is awaited, its number. */
  readonly reply?: number;
}

/**
 * How a generator ended that was told to: 'kept' when its `return` gave back what it was given,
 * 'replaced' when its `finally` gave another value or threw.
 */
export type Closed = 'kept' | 'replaced';

/** When a function began and ended, by `clock()`. */
export type Ran = readonly [began: number, ended: number];
