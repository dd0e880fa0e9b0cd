// Everything that the files of the worker's side know of each other. Types only.
import type { Received } from '../shared/give-back/give-back.js';
import type { Classes, Constants } from '../shared/packed.js';
import type { Closed, FromWorker, ToWorker } from '../shared/protocol.js';

/** A task that the caller's side told of. */
export type Registration = Extract<ToWorker, { type: 'register' }>;

export interface Registered extends Registration {
  /** Once its module is loaded. */
  run?: Function;
  classes: Classes;
  constants?: Constants;
}

/** A call on this thread. */
export interface Running {
  readonly call: number;
  readonly task: Registered;
  settled: boolean;
  /** When its function began, by `clock()`; 0 when nobody wants to know. */
  began: number;
  /** What came with it, where it gives back what it changes. */
  received?: Received;
  /** It came with many others. */
  readonly isOfMany?: true;
}

/** How a call answers. */
export interface Answers {
  send(message: FromWorker, transfer?: readonly object[]): void;
  resolve(running: Running, value: unknown, closed?: Closed): void;
  reject(running: Running, error: unknown, closed?: Closed): void;
  /** Of which call the thread calls a function now; 0 when that has returned. */
  inside(call: number): void;
}

/** The thread's services to its run queue. */
export interface Host {
  prepare(task: Registered): Promise<unknown>;
  /** Calls the function, in the context of the call. */
  run(running: Running, args: unknown[]): unknown;
  resolve(running: Running, value: unknown): void;
  reject(running: Running, error: unknown): void;
  /** Messages that were sent. */
  sent(): number;
  tell(): void;
}
