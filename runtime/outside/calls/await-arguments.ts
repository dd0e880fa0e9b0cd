// Promises among the arguments: the call waits for them, and the others stay as they were. Loaded
// with the first of them, or the first generator.
import { copy } from '../../shared/pack.js';
import type { Handle, Path } from '../../shared/packed.js';
import { explain } from '../../shared/refusal.js';
import { isThenable } from '../../shared/values.js';
import type * as types from '../types.js';
import { Future } from './future.js';
import { mayProxy } from './proxies.js';
import { giveBack, go } from './send.js';

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
  if (crosses && definition.tracked) giveBack().keepOriginals(task, args, kept);
  task.state = 'waiting';
  task.pending = new Pending(pending, kept);
  const resume = (values: unknown[]) => {
    task.state = 'running';
    task.pending = undefined;
    go(task, values, moved, first, crosses);
  };
  task.pending.follow(resume, (error) => task.settle(false, error));
}

/** A promise among the arguments, and its place. */
export type Promised = readonly [index: number, promise: PromiseLike<unknown>];

/**
 * Promises that are waited for. One may stay pending for as long as the program runs, and with it whatever waits for
 * it: once told to forget, that is nothing but this, which `Promise.all` can't be told.
 */
export class Pending implements types.Pending {
  #promised: readonly Promised[];
  #args: unknown[];
  #left: number;
  #error: { readonly error: unknown } | undefined;
  #resume: ((args: unknown[]) => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;

  /** @param args get what the promises among them have come to */
  constructor(promised: readonly Promised[], args: unknown[]) {
    this.#promised = promised;
    this.#args = args;
    this.#left = promised.length;
    for (const [index, promise] of promised)
      Promise.resolve(promise).then(
        (value) => this.#take(index, value),
        (error) => this.#reject(error),
      );
  }

  get calls(): readonly (types.Task | undefined)[] {
    return this.#promised.map(([, promise]) => Future.taskOf(promise));
  }

  follow(resume: (args: unknown[]) => void, fail: (error: unknown) => void): void {
    this.#resume = resume;
    this.#fail = fail;
    if (this.#error) this.#reject(this.#error.error);
    else if (this.#left === 0) this.#conclude();
  }

  resume(values: unknown[]): void {
    this.#promised.forEach(([index], nth) => {
      this.#args[index] = values[nth];
    });
    this.#conclude();
  }

  #conclude(): void {
    const resume = this.#resume;
    const args = this.#args;
    this.forget();
    resume?.(args);
  }

  forget(): undefined {
    this.#promised = this.#args = [];
    this.#resume = this.#fail = undefined;
    // What comes is of no interest.
    this.#left = 0;
  }

  #take(index: number, value: unknown): void {
    if (this.#left === 0) return;
    this.#args[index] = value;
    if (--this.#left === 0 && this.#resume) this.#conclude();
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
      constants: definition.constants,
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
