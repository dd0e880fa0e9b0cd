// Executors, which take calls to other machines.
import type { Kind } from './calls.js';

/**
 * Takes calls to other machines, in the place of this one's threads: `configure({ executor })`. `unsync/bullmq` has
 * one. All of it is called on the thread that makes the calls.
 */
export interface Executor {
  /** For messages: 'BullMQ'. */
  readonly name: string;
  /** Takes a call, whose caller it answers or fails, once, at some time. What it throws the call rejects with. */
  send(call: RemoteCall): void;
  /** Nobody waits for the call any more: it is to end, and not to begin. Of calls that were sent and have no answer. */
  cancel(call: RemoteCall): void;
  /** Gives whether the call had not left this process; it is not sent then. */
  takeBack(call: RemoteCall): boolean;
  /** Gets ready for calls: `prewarm()`. */
  connect?(): Promise<void>;
  /** After the last call, by `shutdown()`. */
  close(): Promise<void>;
}

/**
 * Arguments or an outcome on their way, fixed when they were given: bytes, or a list of primitives, which needs no bytes
 * of its own. To the executor they mean nothing; structured clone keeps them.
 */
export type Payload = Uint8Array | readonly unknown[];

/** A call on its way to another machine. */
export interface RemoteCall {
  /** 'computeSome', and where it is marked: for errors. */
  readonly name: string;
  readonly at: string;
  readonly kind: Exclude<Kind, 'async'>;
  /** URL of the worker module, and which of its functions. */
  readonly worker: string;
  readonly key: string;
  /** Its mark says that it may run twice. */
  readonly idempotent: boolean;
  readonly priority: number;
  /** Milliseconds from the call, if it says how long it may take: it is cancelled then. */
  readonly timeout: number | undefined;
  /** Environment and arguments. */
  readonly args: Payload;
  /** It is no longer here. */
  sent(): void;
  /** Takes what the other side gave, of a value that was returned or thrown, and how many milliseconds the function ran. */
  answer(outcome: Payload, milliseconds: number | undefined): void;
  fail(error: unknown): void;
}
