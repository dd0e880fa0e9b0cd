// One call: its state, and the promise that its caller holds.
import type { Classes, Context, Packed, Path } from '../codec.js';
import type { Unfuture } from '../future.js';
import type { Answer, Closed, Handle } from '../protocol.js';
import { errors, shared } from '../shared.js';
import type { CallOptions, Executor, RemoteCall, TaskDefinition } from '../types.js';
import type { Lent } from './lending.js';
import type { Linked } from './live.js';
import type { Pending } from './promised.js';
import type { Thread } from './thread.js';

/** A definition as it is used here. */
export interface Prepared extends TaskDefinition {
  /** Stands for the definition in messages. */
  readonly id: number;
  readonly key: string;
  /** URL of the worker module. */
  readonly url: string | undefined;
  /** Whether calls take an environment along. */
  readonly env: boolean;
  readonly classes: () => Record<string, Function>;
}

/** Where a call is that an executor has. */
export interface Away {
  readonly executor: Executor;
  readonly call: RemoteCall;
  cancel(): void;
}

export type State =
  /** for promises among the arguments */
  | 'waiting'
  /** for a thread */
  | 'queued'
  /** on a thread, here, or on a thread that is still booting */
  | 'running'
  | 'settled';

export class Task implements Context, Linked {
  #state: State = 'running';
  readonly future: Future;
  /** The outcome, once settled. */
  ok = false;
  value: unknown;
  /** While queued: the arguments as they were at the call. */
  payload: Packed | undefined;
  /** While it runs off this thread, or stands in line there. */
  thread: Thread | undefined;
  /** Where in that line. */
  place = -1;
  /** In the list of those that have not settled. */
  older: Linked | undefined;
  newer: Linked | undefined;

  // What few calls have takes no memory of the others.
  /** While waiting: the promises among the arguments. */
  declare pending: Pending | undefined;
  /** Where it was called, for the stack of its error. */
  declare site: { readonly stack?: string } | undefined;
  /** Functions and signals among its arguments. */
  declare lent: Lent[] | undefined;
  /** Promises of its callbacks that the function waits for. */
  declare owed: number;
  /** Milliseconds that it may take, where there is a limit. */
  declare timeout: number | undefined;
  /** When that has passed, on the clock of `performance.now()`. */
  declare deadline: number;
  /** Stops the clock and no longer listens to the signal, where there are any. */
  declare unwatch: (() => void) | undefined;
  /** While an executor has it. */
  declare away: Away | undefined;
  /** It came from another machine: takes what its thread answers, undecoded. */
  declare relay: ((answer: Answer) => void) | undefined;
  /** It runs nothing: the module of its task is loaded ahead of calls. */
  declare isLoad: true | undefined;
  /** While it has a place among those that `limit` lets run, or waits for one. */
  declare release: ((thread: Thread | undefined) => void) | undefined;

  /** Until it has settled, as they hold more memory than all else here. */
  #resolve: ((value: unknown) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  /** What it was called on, if on anything. */
  declare self: unknown;

  constructor(
    readonly definition: Prepared,
    self: unknown,
    readonly options: CallOptions,
  ) {
    if (self !== undefined) this.self = self;
    this.future = new Future(this);
    this.#resolve = resolveNew;
    this.#reject = rejectNew;
  }

  get state(): State {
    return this.#state;
  }

  set state(next: State) {
    // Settled it stays.
    if (this.#state === 'settled') return;
    const isQueued = next === 'queued';
    if (isQueued !== (this.#state === 'queued')) {
      const pool = shared.pools.get(this.definition.kind);
      if (pool) pool.waiting += isQueued ? 1 : -1;
    }
    this.#state = next;
  }

  /** It was posted to a thread. */
  begun(thread: Thread, call: number): void {
    // A getter among its arguments ended it while they were cloned.
    if (this.state === 'settled') return thread.drop(this);
    this.state = 'running';
    this.thread = thread;
    shared.observer?.began(this, thread);
    this.payload = undefined;
    if (this.lent) lending().begin(this, thread, call);
  }

  get classes(): Classes {
    return this.definition.classes;
  }

  get plain(): boolean | undefined {
    return this.definition.plain;
  }

  lend(value: object, path: Path): Handle | undefined {
    return lending().lend(this, value, path);
  }

  borrow(handle: Handle): unknown {
    return lending().borrow(this, handle);
  }

  /** Shutting down no longer waits for it. */
  leave(): void {
    if (shared.live.delete(this) && shared.live.size === 0) shared.drained?.();
  }

  settle(ok: boolean, value: unknown, _closed?: Closed): void {
    if (this.state === 'settled') return;
    this.state = 'settled';
    this.ok = ok;
    this.value = value;
    const { thread, release } = this;
    const conclude = ok ? this.#resolve : this.#reject;
    this.payload = this.thread = this.#resolve = this.#reject = undefined;
    if (this.pending) this.pending = this.pending.forget();
    if (this.away) this.away = undefined;
    if (release) this.release = undefined;
    this.leave();
    try {
      this.unwatch?.();
      if (this.lent) lending().end(this);
      shared.observer?.settled(this, ok, value);
    } finally {
      // Whatever code of others does there.
      conclude!(value);
      release?.(thread);
    }
  }

  /** Rejects, and ends the thread that runs it unless others share that. */
  abandon(reason: unknown): void {
    const { thread, away } = this;
    shared.observer?.abandoned(this, reason);
    const goesOn = thread?.line?.giveUp(this);
    this.settle(false, reason);
    away?.cancel();
    if (!goesOn) thread?.drop(this);
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

Object.assign(Task.prototype, { owed: 0, deadline: Infinity });

/** Loaded with the first `result()`. */
const joining = () => require('./join.js') as typeof import('./join.js');

const lending = () => require('./lending.js') as typeof import('./lending.js');

// Those of the promise that was made last: a closure for each would be the largest part of a call.
let resolveNew!: (value: unknown) => void;
let rejectNew!: (error: unknown) => void;
const keep = (resolve: (value: unknown) => void, reject: (error: unknown) => void) => {
  resolveNew = resolve;
  rejectNew = reject;
};

export class Future extends Promise<unknown> implements Unfuture<unknown> {
  // `then` gives a plain promise: what comes after a call is no call, and it is four times faster.
  // `await` and `Promise.resolve` take it as it is, and do not wrap it in another.
  static {
    Object.defineProperty(Future.prototype, 'constructor', { value: Promise });
  }

  readonly #task: Task;

  constructor(task: Task) {
    super(keep);
    this.#task = task;
  }

  override get [Symbol.toStringTag](): string {
    return 'Unfuture';
  }

  result(timeout?: number): unknown {
    return joining().join(this.#task, timeout);
  }

  done(): boolean {
    return this.#task.state === 'settled';
  }

  cancel(reason?: unknown): void {
    if (this.done()) return;
    const { definition } = this.#task;
    this.#task.handled();
    this.#task.abandon(reason ?? new (errors().AbortError)(`${definition.name} was cancelled`, definition));
  }

  /** The call behind a value, if the value is the promise of one. */
  static taskOf(value: object): Task | undefined {
    return #task in value ? (value as Future).#task : undefined;
  }
}

export const taskOf = Future.taskOf;
