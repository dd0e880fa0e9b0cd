// The public types. They need neither @types/node nor the DOM library, so signals and URLs are
// described by the few members that are used.

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

/** A promise of a call that is already under way, which can also be waited for without `await`. */
export interface Unfuture<T> extends Promise<T> {
  /**
   * Blocks this thread until the call has settled, then returns its value or throws its error.
   * A call that still waits for a thread is run right here when neither it nor `result` has a
   * limit. Throwing counts as handling the rejection.
   *
   * @param timeout milliseconds to wait; then a `TimeoutError` is thrown and the call goes on.
   * @throws UnsyncError `ERR_UNSYNC_RESULT` when only this thread's event loop, which would be
   *   blocked, could settle the call: an unsettled `async` kind, or an argument that is such a promise.
   */
  result(timeout?: number): T;
  /** Whether the call has settled, either way. */
  done(): boolean;
  /**
   * Rejects the call with `reason`, or with an `AbortError` when none is given; it counts as
   * handled. A queued call never runs. A running `cpu-bound` or `blocking` call ends with its
   * thread. A running `background` or `async` call goes on unseen, since others share its thread.
   */
  cancel(reason?: unknown): void;
}

/** What is used of an `AbortSignal`. */
export interface SignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CallOptions {
  /** Ends the call as `cancel` does; it rejects with the signal's reason. */
  readonly signal?: SignalLike | undefined;
  /** Milliseconds from the call, time in the queue included; then it rejects with a `TimeoutError`. */
  readonly timeout?: number | undefined;
  /** Among queued calls of one kind the higher goes first, the earlier among equals. Default 0. */
  readonly priority?: number | undefined;
  /** Transferables among the arguments (ArrayBuffers, MessagePorts, …) to move instead of copying. */
  readonly transfer?: readonly object[] | undefined;
}

type AnyFunction = (...args: any) => any;

/** A marked function: the same parameters, an `Unfuture` of what it returns. */
export type Marked<F extends AnyFunction> = ((
  this: ThisParameterType<F>,
  ...args: Parameters<F>
) => Unfuture<Awaited<ReturnType<F>>>) & {
  /** The plain function, on this thread; nothing is copied. */
  readonly inline: F;
  readonly kind: Kind;
  /** The same callable, with options for each of its calls. */
  options(options: CallOptions): Marked<F>;
};

/** What `unsync(fn, options)` and `@unsync(options)` accept. */
export interface MarkOptions {
  /** Overrules the kind that the compiler would choose. */
  readonly kind?: Exclude<Kind, 'async'> | undefined;
}

/** Settings; each has an environment variable, which an explicit value overrules. */
export interface Configuration {
  readonly cpuBound?:
    | {
        /** UNSYNC_CPU_BOUND_MAX_THREADS; default: the available parallelism. */
        readonly maxThreads?: number | undefined;
      }
    | undefined;
  readonly blocking?:
    | {
        /** UNSYNC_BLOCKING_MAX_THREADS; default 16. */
        readonly maxThreads?: number | undefined;
        /** Milliseconds until an idle thread leaves. UNSYNC_BLOCKING_IDLE_TIMEOUT; default 10000. */
        readonly idleTimeout?: number | undefined;
      }
    | undefined;
  /** A module that each worker imports before its first task: a path or a file: URL. UNSYNC_SETUP. */
  readonly setup?: string | { readonly href: string } | undefined;
  /** Limits of each thread, in MB. They do not cover memory outside the heap, such as Buffers. */
  readonly resourceLimits?:
    | {
        /** UNSYNC_MAX_OLD_GENERATION_SIZE_MB */
        readonly maxOldGenerationSizeMb?: number | undefined;
        /** UNSYNC_MAX_YOUNG_GENERATION_SIZE_MB */
        readonly maxYoungGenerationSizeMb?: number | undefined;
        /** UNSYNC_CODE_RANGE_SIZE_MB */
        readonly codeRangeSizeMb?: number | undefined;
        /** UNSYNC_STACK_SIZE_MB */
        readonly stackSizeMb?: number | undefined;
      }
    | undefined;
}

/** What the compiler says of a marked function. */
export interface TaskDefinition {
  /** 'computeSome', 'Image.resize': for errors and warnings. */
  readonly name: string;
  /** 'src/math.ts:5:17': where it is marked. */
  readonly at: string;
  readonly kind: Kind;
  /** The worker module, a URL or an absolute path. Without it, calls run on the caller's thread. */
  readonly worker?: string | { readonly href: string };
  /** Own property of the worker module's `__unsyncTasks`. */
  readonly key?: string;
  /** The plain function. */
  readonly inline: Function;
  /** The class whose static method this is, where the method uses `this`: a call on another object runs on the caller's thread. */
  readonly receiver?: unknown;
  /** Error classes that both sides have; asked only when an error crosses. */
  readonly errors?: () => Record<string, Function>;
}
