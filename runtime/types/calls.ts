// How functions are marked and called. Public types need neither @types/node nor the DOM library, so signals and URLs
// are described by the few members that are used.
import type { Unfuture } from '../future.js';

/** Where a marked function runs. */
export type Kind =
  /** a pool sized to the cores, one call at a time on each thread */
  | 'cpu-bound'
  /** a pool sized for waiting: it grows on demand, and idle threads leave */
  | 'blocking'
  /** the event loop of one background thread, any number of calls at once */
  | 'background'
  /** the caller's own event loop; nothing crosses a thread */
  | 'async';

/** The part of an `AbortSignal` that is used. */
export interface SignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CallOptions {
  /** Ends the call as `cancel` does; it rejects with the signal's reason. */
  readonly signal?: SignalLike | undefined;
  /**
   * Milliseconds from the call, time in the queue included; then it rejects with a `TimeoutError`. Default: what
   * `configure` says for the kind. From 0 on, or Infinity; else `options` throws a ConfigurationError.
   */
  readonly timeout?: number | undefined;
  /** Among queued calls of one kind the higher goes first, the earlier among equals. A number. Default 0. */
  readonly priority?: number | undefined;
  /**
   * How many calls of this callable, and of those derived from it by `options`, run at once. The
   * others wait without a thread, and calls of other functions overtake them. Make the callable
   * once, since each `options({ limit })` counts for itself, as does each thread that makes calls. Not
   * for generators. A positive integer, or `options` throws a ConfigurationError.
   */
  readonly limit?: number | undefined;
  /** Transferables among the arguments (ArrayBuffers, MessagePorts, …) to move instead of copying. */
  readonly transfer?: readonly object[] | undefined;
}

type AnyFunction = (...args: any) => any;

/**
 * The result of a marked generator, by the return type that is written or inferred for it: an async
 * iterator of its values. The arguments are what they were at the call; the generator begins with
 * the first `next()`, and works ahead by up to 16 values while its consumer is busy. `return()`,
 * as `break` calls it, runs the generator's `finally` and settles when that is done. There is no
 * `throw()`, and what is passed to `next()` does not arrive.
 */
export type Streamed<R> = 0 extends 1 & R
  ? AsyncIterableIterator<any, any, undefined>
  : R extends
        | AsyncIterable<infer T, infer Return, any>
        | AsyncIterator<infer T, infer Return, any>
        | Iterable<infer T, infer Return, any>
        | Iterator<infer T, infer Return, any>
    ? AsyncIterableIterator<Awaited<T>, Awaited<Return>, undefined>
    : AsyncIterableIterator<unknown, unknown, undefined>;

/** The result of a call of a marked function, by what the function returns. */
type Called<R> = 0 extends 1 & R
  ? Unfuture<any>
  : [R] extends [never]
    ? Unfuture<never>
    : [R] extends [Generator<any, any, any> | AsyncGenerator<any, any, any>]
      ? Streamed<R>
      : Unfuture<Awaited<R>>;

/** Elements that `map` goes over. Asynchronous where it is both. */
export type Items<T> = Iterable<T> | AsyncIterable<T>;

/** For each of the calls that `map` makes. */
export interface MapOptions extends Omit<CallOptions, 'transfer'> {
  /**
   * Ends the whole: what is awaited rejects with the signal's reason, and calls end. `AbortSignal.timeout` limits
   * the time of all, `timeout` that of each call.
   */
  readonly signal?: SignalLike | undefined;
  /**
   * How many of its calls run at once. Default: as many as there are threads; 16 for the kinds `async` and
   * `background`. A positive integer, or `map` throws a ConfigurationError.
   */
  readonly limit?: number | undefined;
}

/**
 * The result of `map`: the results in the order of the elements, one by one with `for await`, or all with `await`; one
 * of the two, and iterated once. Nothing is called before. Elements are taken, and calls made, only as far ahead as
 * threads have use for: some for each thread, more the shorter calls are, 1,024 at most; each argument is what it is
 * when its call is made. Where the kind has a `maxQueue`, it waits for room.
 *
 * An error comes at its step, or with `await` as soon as it is there. After an error, and when the loop is left,
 * nothing more is called, the source's iterator is told to `return`, and calls that are under way are cancelled;
 * those that run get 50 ms to end by themselves, since a thread ends with them.
 */
export interface Mapped<T> extends AsyncIterable<T>, PromiseLike<T[]> {
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined, undefined>;
}

/** `map` of a function that can be called with one argument, and is no generator. */
type Mapping<P extends readonly unknown[], R> = [P[0]] extends P
  ? 0 extends 1 & R
    ? Mapper<P[0], any>
    : [R] extends [never]
      ? Mapper<P[0], never>
      : [R] extends [Generator<any, any, any> | AsyncGenerator<any, any, any>]
        ? never
        : Mapper<P[0], Awaited<R>>
  : never;

type Mapper<T, R> = (items: Items<T>, options?: MapOptions) => Mapped<R>;

/** A marked function: the same parameters, an `Unfuture` of what it returns, a stream of what it yields. */
export type Marked<F extends AnyFunction> = ((
  this: ThisParameterType<F>,
  ...args: Parameters<F>
) => Called<ReturnType<F>>) & {
  /** The plain function, on this thread; nothing is copied. */
  readonly inline: F;
  readonly kind: Kind;
  /** Gives the callable once more, with options for each of its calls. */
  options(options: CallOptions): Marked<F>;
  /**
   * Calls the function for each element, several at once: `await f.map(items)`, `for await (const result of f.map(items))`.
   * Only where it can be called with one argument, and is no generator.
   *
   * @throws TypeError when `items` is not iterable, ConfigurationError for an option that is not acceptable
   */
  readonly map: Mapping<Parameters<F>, ReturnType<F>>;
};

/** Options of `unsync(fn, options)` and `@unsync(options)`. */
export interface MarkOptions {
  /** Overrules the kind that the compiler would choose. */
  readonly kind?: Exclude<Kind, 'async'> | undefined;
  /**
   * It may be run twice with the effect of once, so that a call can be made again when the machine that it ran on
   * is gone. On this machine, where calls are not repeated, it says nothing. Default false.
   */
  readonly idempotent?: boolean | undefined;
  /**
   * What it changes of its arguments, of what it captures, and of `this` is meant to be lost: it works on copies, and
   * nothing is compared after a call. Default false.
   */
  readonly untracked?: boolean | undefined;
}

/** Options of `prewarm(functions, options)`. */
export interface PrewarmOptions {
  /**
   * How many threads of each kind are to be there, of which each takes some 10 MB. Default, and at most: the
   * `maxThreads` of the kind; `background` has one. A positive integer, or `prewarm` rejects with a ConfigurationError.
   */
  readonly threads?: number | undefined;
}

/** Options of `shutdown(options)`. */
export interface ShutdownOptions {
  /**
   * Milliseconds that it waits for accepted calls. Those that have not settled then reject with a `ShutdownError`, and
   * their threads are ended, with the child processes that they wait for. That takes up to two seconds more, and with a
   * setup module up to seven, since threads that still answer run its `teardown`; what is stuck in a native call after
   * that is not waited for. Default: no limit. From 0 on, or Infinity.
   */
  readonly timeout?: number | undefined;
}
