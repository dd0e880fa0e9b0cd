// The future that a call gives: its type, and the value of that name, which index.ts gives its members: this file is
// what all others take the type from, and loads nothing.

/** A promise of a call that is already under way, which can also be waited for without `await`. */
export interface Unfuture<T> extends Promise<T> {
  /**
   * Blocks this thread until the call has settled, then returns its value or throws its error.
   * A call that still waits for a thread is run right here when neither it nor `result` has a
   * limit. Throwing counts as handling the rejection.
   *
   * @param timeout milliseconds to wait; then a `TimeoutError` is thrown and the call goes on. From 0 on, or
   *   Infinity; else a ConfigurationError is thrown.
   * @throws UnsyncError `ERR_UNSYNC_RESULT` when only this thread's event loop, which would be
   *   blocked, could settle the call: an unsettled `async` kind, or an argument that is such a promise.
   */
  result(timeout?: number): T;
  /** True once the call has settled, either way. */
  done(): boolean;
  /**
   * Rejects the call with `reason`, or with an `AbortError` when none is given; it counts as
   * handled. A queued call never runs. A running `cpu-bound` or `blocking` call ends with its
   * thread. A running `background` or `async` call goes on unseen, since others share its thread.
   */
  cancel(reason?: unknown): void;
}

/** Values of a list of values, promises and futures once all have settled. */
type AllOf<T extends readonly unknown[] | []> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * `instanceof Unfuture` holds for what every call of a marked function gives, of any kind and wherever it runs, but for
 * generators, which give streams, and `map`. The functions do what those of `Promise` do, and give futures: `result()`
 * blocks until it is decided, and throws `ERR_UNSYNC_RESULT` where that takes a promise that is no call; `cancel()`
 * cancels the calls that have not settled, too.
 */
export interface UnfutureConstructor {
  readonly prototype: Unfuture<any>;
  [Symbol.hasInstance](value: unknown): value is Unfuture<unknown>;
  /** All values in order, or the first error. */
  all<T extends readonly unknown[] | []>(values: T): Unfuture<AllOf<T>>;
  all<T>(values: Iterable<T | PromiseLike<T>>): Unfuture<Awaited<T>[]>;
  /** How each has ended, in order. */
  allSettled<T extends readonly unknown[] | []>(
    values: T,
  ): Unfuture<{ -readonly [K in keyof T]: PromiseSettledResult<Awaited<T[K]>> }>;
  allSettled<T>(values: Iterable<T | PromiseLike<T>>): Unfuture<PromiseSettledResult<Awaited<T>>[]>;
  /** The first value, or an AggregateError of all errors. */
  any<T extends readonly unknown[] | []>(values: T): Unfuture<Awaited<T[number]>>;
  any<T>(values: Iterable<T | PromiseLike<T>>): Unfuture<Awaited<T>>;
  /** Follows what settles first, either way. */
  race<T extends readonly unknown[] | []>(values: T): Unfuture<Awaited<T[number]>>;
  race<T>(values: Iterable<T | PromiseLike<T>>): Unfuture<Awaited<T>>;
  /** One that has settled: `done()` is true, `result()` gives the value. Of a promise, one that follows it; a future is given back. */
  resolve(): Unfuture<void>;
  resolve<T>(value: T | PromiseLike<T>): Unfuture<Awaited<T>>;
  /** One that has settled with an error. */
  reject<T = never>(reason?: unknown): Unfuture<T>;
}

function construct(): never {
  throw new TypeError('an Unfuture is what a call of a marked function gives; Unfuture.resolve makes one of a value');
}

export const Unfuture = construct as unknown as UnfutureConstructor;

/** How futures are combined. */
export type Rule = 'all' | 'allSettled' | 'any' | 'race';

/** Makes futures of others, and of values. */
interface Combining {
  combine(rule: Rule, values: Iterable<unknown>): unknown;
  resolve(value: unknown): unknown;
  reject(reason: unknown): unknown;
}

/**
 * Puts the members on `Unfuture`.
 * @param prototype that of futures
 * @param made loads what makes them, with the first use
 */
export function complete(prototype: object, made: () => Combining): void {
  const combining = (rule: Rule) => (values: Iterable<unknown>) => made().combine(rule, values);
  const members = {
    name: 'Unfuture',
    prototype,
    all: combining('all'),
    allSettled: combining('allSettled'),
    any: combining('any'),
    race: combining('race'),
    resolve: (value: unknown) => made().resolve(value),
    reject: (reason: unknown) => made().reject(reason),
    // Another copy of this package may have made it.
    [Symbol.hasInstance]: (value: unknown) =>
      value instanceof Promise && (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Unfuture',
  };
  for (const key of Reflect.ownKeys(members))
    Object.defineProperty(Unfuture, key, { value: members[key as keyof typeof members] });
}
