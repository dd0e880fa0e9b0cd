// One call: its state, and the promise that its caller holds.
import type { Packed } from '../codec.js';
import { AbortError, ConfigurationError, TimeoutError } from '../errors.js';
import { shared } from '../shared.js';
import type { CallOptions, TaskDefinition, Unfuture } from '../types.js';
import { join } from './join.js';
import type { Thread } from './thread.js';

/** A definition as it is used here. */
export interface Prepared extends TaskDefinition {
  /** Stands for the definition in messages. */
  readonly id: number;
  /** URL of the worker module. */
  readonly url: string | undefined;
  readonly classes: () => Record<string, Function> | undefined;
}

export type State =
  /** for promises among the arguments */
  | 'waiting'
  /** for a thread */
  | 'queued'
  /** on a thread, here, or on a thread that is still booting */
  | 'running'
  | 'settled';

export class Task {
  state: State = 'running';
  readonly future: Future;
  /** The outcome, once settled. */
  ok = false;
  value: unknown;
  /** While queued: the arguments as they were at the call. */
  payload: Packed | undefined;
  /** While waiting: the promises among the arguments, and what goes on when they have settled. */
  pending: PromiseLike<unknown>[] | undefined;
  resume: ((values: unknown[]) => void) | undefined;
  /** While it runs off this thread. */
  thread: Thread | undefined;
  /** When its timeout passes, on the clock of `performance.now()`. */
  deadline = Infinity;

  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;
  #resolve!: (value: unknown) => void;
  #reject!: (error: unknown) => void;

  constructor(
    readonly definition: Prepared,
    readonly self: unknown,
    readonly options: CallOptions,
  ) {
    this.future = new Future(this, (resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Starts the clock and listens to the signal. The call may have settled afterwards. */
  watch(): void {
    const { signal, timeout } = this.options;
    if (signal?.aborted) return this.settle(false, signal.reason);
    if (signal) {
      const listener = () => this.abandon(signal.reason);
      signal.addEventListener('abort', listener);
      this.#unlisten = () => signal.removeEventListener('abort', listener);
    }
    if (timeout !== undefined && timeout !== Infinity) {
      if (!(timeout >= 0))
        throw new ConfigurationError(`the option timeout is ${String(timeout)}: it must be a number of milliseconds`);
      this.deadline = performance.now() + timeout;
      // More would overflow to 1 ms.
      this.#timer = setTimeout(() => this.expire(), Math.min(timeout, 2147483647));
    }
  }

  settle(ok: boolean, value: unknown): void {
    if (this.state === 'settled') return;
    this.state = 'settled';
    this.ok = ok;
    this.value = value;
    this.payload = this.pending = this.resume = this.thread = undefined;
    clearTimeout(this.#timer);
    this.#unlisten?.();
    if (shared.live.delete(this) && shared.live.size === 0) shared.drained?.();
    if (ok) this.#resolve(value);
    else this.#reject(value);
  }

  /** Rejects, and ends the thread that runs it unless others share that. */
  abandon(reason: unknown): void {
    const { thread } = this;
    this.settle(false, reason);
    if (thread && this.definition.kind !== 'background') thread.end();
  }

  expire(): void {
    const { definition, options } = this;
    this.abandon(new TimeoutError(`${definition.name} took longer than ${options.timeout} ms`, definition));
  }

  /** The value or the error; only once settled. */
  outcome(): unknown {
    if (this.ok) return this.value;
    this.handled();
    throw this.value;
  }

  /** A rejection is no longer unhandled. */
  handled(): void {
    this.future.then(undefined, () => {});
  }
}

type Executor = (resolve: (value: unknown) => void, reject: (error: unknown) => void) => void;

class Future extends Promise<unknown> implements Unfuture<unknown> {
  // `then` gives a plain promise: what comes after a call is no call, and it is four times faster.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #task: Task;

  constructor(task: Task, executor: Executor) {
    super(executor);
    this.#task = task;
  }

  override get [Symbol.toStringTag](): string {
    return 'Unfuture';
  }

  result(timeout?: number): unknown {
    return join(this.#task, timeout);
  }

  done(): boolean {
    return this.#task.state === 'settled';
  }

  cancel(reason?: unknown): void {
    if (this.done()) return;
    const { definition } = this.#task;
    this.#task.handled();
    this.#task.abandon(reason ?? new AbortError(`${definition.name} was cancelled`, definition));
  }

  /** The call behind a value, if the value is the promise of one. */
  static taskOf(value: object): Task | undefined {
    return #task in value ? (value as Future).#task : undefined;
  }
}

export const taskOf = Future.taskOf;
