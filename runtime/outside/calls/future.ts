// The promise of a call that its caller holds.
import type { Unfuture } from '../../future.js';
import { errors } from '../state.js';
import type { Task } from '../types.js';

/** Loaded with the first `result()`. */
const joining = () => require('./join.js') as typeof import('./join.js');

// Those of the promise that was made last: a closure for each would be the largest part of a call.
export let resolveNew!: (value: unknown) => void;
export let rejectNew!: (error: unknown) => void;
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
