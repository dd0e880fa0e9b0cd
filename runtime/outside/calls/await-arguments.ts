// Promises among the arguments: the call waits for them, and the others stay as they were. Loaded
// with the first of them, or the first generator.
import { copy } from '../../shared/pack.js';
import type { Handle, Path } from '../../shared/packed.js';
import { explain } from '../../shared/refusal.js';
import { isThenable } from '../../shared/values.js';
import type * as types from '../types.js';
import { Future } from './future.js';
import { mayProxy } from './proxies.js';
import { go } from './send.js';

/**
 * Waits for the promises among the arguments, which begin at `first`.
 * @public loaded by `require`
 */
export function begin(task: types.Task, args: unknown[], first: number, crosses: boolean): void {
  const { definition, options } = task;
  const pending = takePromises(args, first);
  const { transfer = [] } = options;
  if (pending.length === 0) return go(task, args, transfer, first, crosses);
  // The other arguments are kept as they are now until the promises have settled.
  const [kept, moved] = crosses ? fix(definition, args, transfer) : [args, transfer];
  // A getter among them may have ended it.
  if (task.state === 'settled') return;
  task.state = 'waiting';
  task.pending = new Pending(pending);
  const resume = (values: unknown[]) => {
    task.state = 'running';
    task.pending = undefined;
    go(task, put(values, pending, kept), moved, first, crosses);
  };
  task.pending.follow(resume, (error) => task.settle(false, error));
}

/** Puts what the promises among the arguments have come to in their places. */
export function put(values: unknown[], pending: readonly Promised[], args: unknown[]): unknown[] {
  pending.forEach(([index], nth) => {
    args[index] = values[nth];
  });
  return args;
}

export type Promised = readonly [index: number, promise: PromiseLike<unknown>];

/**
 * Promises that are waited for. One may stay pending for as long as the program runs, and with it whatever waits for
 * it: once told to forget, that is nothing but this, which `Promise.all` can't be told.
 */
export class Pending implements types.Pending {
  #promises: readonly PromiseLike<unknown>[];
  #values: unknown[] = [];
  #left: number;
  #error: { readonly error: unknown } | undefined;
  #resume: ((values: unknown[]) => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;

  constructor(promised: readonly Promised[]) {
    this.#promises = promised.map(([, promise]) => promise);
    this.#left = this.#promises.length;
    this.#promises.forEach((promise, nth) => {
      Promise.resolve(promise).then(
        (value) => this.#take(nth, value),
        (error) => this.#reject(error),
      );
    });
  }

  get calls(): readonly (types.Task | undefined)[] {
    return this.#promises.map(Future.taskOf);
  }

  follow(resume: (values: unknown[]) => void, fail: (error: unknown) => void): void {
    this.#resume = resume;
    this.#fail = fail;
    if (this.#error) this.#reject(this.#error.error);
    else if (this.#left === 0) this.resume(this.#values);
  }

  resume(values: unknown[]): void {
    const resume = this.#resume;
    this.forget();
    resume?.(values);
  }

  forget(): undefined {
    this.#promises = this.#values = [];
    this.#resume = this.#fail = undefined;
    // What comes is of no interest.
    this.#left = 0;
  }

  #take(nth: number, value: unknown): void {
    if (this.#left === 0) return;
    this.#values[nth] = value;
    if (--this.#left === 0 && this.#resume) this.resume(this.#values);
  }

  #reject(error: unknown): void {
    if (this.#left === 0) return;
    const fail = this.#fail;
    this.#error ??= { error };
    if (!fail) return;
    this.forget();
    fail(error);
  }
}

/** The values as they are now, and what stands among them for those that are transferred. */
export function fix(
  definition: types.Prepared,
  values: unknown[],
  transfer: readonly object[],
): [values: unknown[], transfer: readonly object[]] {
  try {
    // functions and signals are proxied when the call is sent
    const proxied: object[] = [];
    const none = new Int32Array();
    const context = {
      classes: definition.classes,
      toHandle: (value: object, path: Path) =>
        mayProxy(definition, value, path)
          ? ({ type: 'callback', handle: proxied.push(value) - 1, answers: false, ahead: none } as const)
          : undefined,
      fromHandle: ({ handle }: Handle) => proxied[handle],
    };
    const kept = copy([...values, transfer], context, transfer);
    return [kept, kept.pop() as object[]];
  } catch (error) {
    throw explain(error, values, 'argument', definition);
  }
}

/** Takes promises out of the arguments, which begin at `first`; calls that have settled are replaced by their values. */
export function takePromises(args: unknown[], first: number): Promised[] {
  const pending: Promised[] = [];
  args.forEach((value, index) => {
    if (index < first || !isThenable(value)) return;
    const call = Future.taskOf(value);
    args[index] = call?.state === 'settled' ? call.outcome() : undefined;
    if (call?.state !== 'settled') pending.push([index, value]);
  });
  return pending;
}
