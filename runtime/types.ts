// The public types. They need neither @types/node nor the DOM library, so signals and URLs are
// described by the few members that are used.
import type { Unfuture } from './future.js';

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
 * What a marked generator gives, by the return type that is written or inferred for it: an async
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

/** What a call of a marked function gives, by what the function returns. */
type Called<R> = 0 extends 1 & R
  ? Unfuture<any>
  : [R] extends [never]
    ? Unfuture<never>
    : [R] extends [Generator<any, any, any> | AsyncGenerator<any, any, any>]
      ? Streamed<R>
      : Unfuture<Awaited<R>>;

/** What `map` goes over. Asynchronous where it is both. */
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
 * What `map` gives: the results in the order of the elements, one by one with `for await`, or all with `await`; one
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
  /** The same callable, with options for each of its calls. */
  options(options: CallOptions): Marked<F>;
  /**
   * Calls the function for each element, several at once: `await f.map(items)`, `for await (const result of f.map(items))`.
   * Only where it can be called with one argument, and is no generator.
   *
   * @throws TypeError when `items` is not iterable, ConfigurationError for an option that is not acceptable
   */
  readonly map: Mapping<Parameters<F>, ReturnType<F>>;
};

/** What `unsync(fn, options)` and `@unsync(options)` accept. */
export interface MarkOptions {
  /** Overrules the kind that the compiler would choose. */
  readonly kind?: Exclude<Kind, 'async'> | undefined;
  /**
   * It may be run twice with the effect of once, so that a call can be made again when the machine that it ran on
   * is gone. On this machine, where calls are not repeated, it says nothing. Default false.
   */
  readonly idempotent?: boolean | undefined;
}

/** What `prewarm(functions, options)` accepts. */
export interface PrewarmOptions {
  /**
   * How many threads of each kind are to be there, of which each takes some 10 MB. Default, and at most: the
   * `maxThreads` of the kind; `background` has one. A positive integer, or `prewarm` rejects with a ConfigurationError.
   */
  readonly threads?: number | undefined;
}

/** What `shutdown(options)` accepts. */
export interface ShutdownOptions {
  /**
   * Milliseconds that it waits for accepted calls. Those that have not settled then reject with a `ShutdownError`, and
   * their threads are ended, with the child processes that they wait for. That takes up to two seconds more, and with a
   * setup module up to seven, since threads that still answer run its `teardown`; what is stuck in a native call after
   * that is not waited for. Default: no limit. From 0 on, or Infinity.
   */
  readonly timeout?: number | undefined;
}

/**
 * What takes calls to other machines, in the place of this one's threads: `configure({ executor })`. `unsync/bullmq`
 * has one. All of it is called on the thread that makes the calls.
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
  /** What the other side gave, of a value that was returned or thrown, and how many milliseconds the function ran. */
  answer(outcome: Payload, milliseconds: number | undefined): void;
  fail(error: unknown): void;
}

/** Settings; each but `executor` has an environment variable, which an explicit value overrules. */
export interface Configuration {
  readonly cpuBound?:
    | {
        /**
         * Milliseconds that each call may take which does not say so itself, as by `options({ timeout })`: Infinity is
         * for one that may take any time. For a stream, until it ends. UNSYNC_CPU_BOUND_TIMEOUT; default: no limit.
         */
        readonly timeout?: number | undefined;
        /** UNSYNC_CPU_BOUND_MAX_THREADS; default: the available parallelism, CPU quotas of containers included. */
        readonly maxThreads?: number | undefined;
        /** Calls that may wait; one more rejects with a QueueFullError. UNSYNC_CPU_BOUND_MAX_QUEUE; default: no limit. */
        readonly maxQueue?: number | undefined;
        /** Milliseconds until an idle thread leaves, or Infinity. UNSYNC_CPU_BOUND_IDLE_TIMEOUT; default 30000. */
        readonly idleTimeout?: number | undefined;
        /** Calls until a thread is replaced, when no call or stream is on it. UNSYNC_CPU_BOUND_MAX_TASKS; default: no limit. */
        readonly maxTasks?: number | undefined;
        /**
         * A thread is replaced, when no call or stream is on it, if it holds more than that in its heap and in
         * Buffers once garbage is collected. Looked at between calls, every 50 ms at most.
         * UNSYNC_CPU_BOUND_MAX_MEMORY_MB; default: no limit.
         */
        readonly maxMemoryMb?: number | undefined;
      }
    | undefined;
  readonly blocking?:
    | {
        /** As for cpuBound. UNSYNC_BLOCKING_TIMEOUT; default: no limit. */
        readonly timeout?: number | undefined;
        /** UNSYNC_BLOCKING_MAX_THREADS; default 16. */
        readonly maxThreads?: number | undefined;
        /** As for cpuBound. UNSYNC_BLOCKING_MAX_QUEUE; default: no limit. */
        readonly maxQueue?: number | undefined;
        /** As for cpuBound. UNSYNC_BLOCKING_IDLE_TIMEOUT; default 10000. */
        readonly idleTimeout?: number | undefined;
        /** As for cpuBound. UNSYNC_BLOCKING_MAX_TASKS; default: no limit. */
        readonly maxTasks?: number | undefined;
        /** As for cpuBound. UNSYNC_BLOCKING_MAX_MEMORY_MB; default: no limit. */
        readonly maxMemoryMb?: number | undefined;
      }
    | undefined;
  readonly background?:
    | {
        /** As for cpuBound. UNSYNC_BACKGROUND_IDLE_TIMEOUT; default: Infinity, since it may hold connections. */
        readonly idleTimeout?: number | undefined;
        /** As for cpuBound. UNSYNC_BACKGROUND_TIMEOUT; default: no limit. */
        readonly timeout?: number | undefined;
        /**
         * Milliseconds that the event loop of the thread may stand still when a call on it was cancelled or has timed
         * out, or Infinity. Then the thread is ended and replaced, and what else ran on it rejects with a StalledError.
         * Does not count under a debugger. UNSYNC_BACKGROUND_STALL_TIMEOUT; default 5000.
         */
        readonly stallTimeout?: number | undefined;
      }
    | undefined;
  readonly async?:
    | {
        /**
         * As for cpuBound, of calls that stay on this thread; not of those within a call on another.
         * UNSYNC_ASYNC_TIMEOUT; default: no limit.
         */
        readonly timeout?: number | undefined;
      }
    | undefined;
  /**
   * A module that each worker imports before its first task: a path or a file: URL. UNSYNC_SETUP.
   * If it exports a function `teardown`, that is called, and awaited for up to 5 seconds, in a thread that
   * leaves: idle, replaced, by `shutdown()`, or when the program ends by itself; not in one that is ended in
   * the middle of a call, nor by `process.exit`. What goes wrong in it is a warning, UNSYNC_TEARDOWN.
   */
  readonly setup?: string | { readonly href: string } | undefined;
  /**
   * `process.env` of the workers, instead of a copy of the caller's, or `SHARE_ENV` of node:worker_threads.
   * UNSYNC_ENV, as JSON.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | symbol | undefined;
  /** Options of Node for the workers, instead of the caller's. UNSYNC_EXEC_ARGV, separated by spaces. */
  readonly execArgv?: readonly string[] | undefined;
  /**
   * Milliseconds that a call waits for its thread to start and to load the setup module and the
   * worker module; then it rejects with `ERR_UNSYNC_LOAD`. A longer pause of the whole process does
   * not count. UNSYNC_START_TIMEOUT; default 30000.
   */
  readonly startTimeout?: number | undefined;
  /**
   * Takes calls to other machines; without, they run on this one's threads. So do, all the same, generators, and calls
   * with arguments that can't leave the process: functions, signals, shared memory, ports.
   */
  readonly executor?: Executor | undefined;
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

/** What `stats()` gives. It counts calls made on this thread since its first call; times are milliseconds. */
export interface Statistics {
  /** When counting began, as `Date.now()` gives it. */
  readonly since: number;
  /** On a thread, or here; on a thread that is still starting, too. */
  readonly running: number;
  /** For a thread, or for promises among their arguments. */
  readonly queued: number;
  readonly done: number;
  readonly failed: number;
  /** Ended from the caller's side: by `cancel()`, a signal, or a timeout. */
  readonly cancelled: number;
  /** Threads that exist, those that are about to end included. */
  readonly threads: { readonly [K in Exclude<Kind, 'async'>]: number };
  /** Each that was called, in the order of their first calls to settle. */
  readonly functions: readonly FunctionStatistics[];
}

export interface FunctionStatistics {
  readonly name: string;
  /** Where it is marked, as file:line:column. */
  readonly at: string;
  readonly kind: Kind;
  readonly running: number;
  readonly queued: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
  /**
   * How long calls ran, measured on their thread; for one that ended with its thread, from being
   * posted until it settled; for a stream, the time it took to make the values.
   */
  readonly run: Distribution;
  /** From when a call had its arguments until its function began: queue, start of a thread, loading. */
  readonly wait: Distribution;
  /** Of the buffers and views that were arguments, or results, themselves. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** In milliseconds; all 0 while there is none. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  /** Half took no longer: within 3 %, as `p99`. */
  readonly median: number;
  /** 99 of 100 took no longer. */
  readonly p99: number;
  readonly max: number;
}

/**
 * What is published on the channels `tracing:unsync.call:*` of `node:diagnostics_channel`, one
 * object for each call: `start` and `end` around the synchronous part, `error` where it fails or
 * is cancelled, `asyncStart` and `asyncEnd` when it has settled, in the context of the call.
 */
export interface CallMessage {
  readonly task: string;
  /** Where it is marked, as file:line:column. */
  readonly at: string;
  readonly kind: Kind;
  /** The number of its thread within the kind. From here on: once settled, and where it has run. */
  readonly thread?: number;
  /** Milliseconds, as `FunctionStatistics` has them. */
  readonly wait?: number;
  readonly run?: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What is published on the channel `unsync.thread`. */
export interface ThreadMessage {
  /** 'ready' when it can run its first call. */
  readonly event: 'started' | 'ready' | 'ended';
  readonly kind: Kind;
  /** Counts from 1 within the kind; the number of a thread that is gone is given again. */
  readonly thread: number;
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
  /**
   * Reads the captured variables, by name, at the call; what it throws (a variable before its
   * declaration) the call rejects with. The entry of the worker module is then a factory:
   * `entry(environment)` gives, anew for each call, the function that gets the arguments.
   * Not together with `instanceOf`.
   */
  readonly captures?: () => Record<string, unknown>;
  /**
   * The class whose instance method this is. The fields of a direct instance travel as the
   * environment, as `captures` do; a call on anything else runs on the caller's thread.
   */
  readonly instanceOf?: Function;
  /** It is a generator, of either sort: a call gives a stream of its values. */
  readonly stream?: true;
  /**
   * Which functions among the arguments may stay on the caller's thread and be called from the
   * other, by path, '0' or '1.onProgress': without an answer, or with a promise that is awaited.
   */
  readonly callbacks?: Record<string, 'call' | 'await'>;
  /** Names of the parameters, for errors. */
  readonly parameters?: readonly string[];
  /** By their types, arguments and results hold nothing but primitives and arrays of them. */
  readonly plain?: true;
  /**
   * Where in its result stands memory that nothing else holds once it has returned, so that it is moved to the
   * caller: '' is the result, 'tiles.*.pixels' is in it, '*' being every member.
   */
  readonly fresh?: readonly string[];
  /** It may be run twice: only then is a call made again when the machine that it ran on is gone. */
  readonly idempotent?: boolean;
  /** Classes that both sides have, by the key that the worker module's `__unsyncClasses` has for each; asked only when an instance or an error crosses. */
  readonly classes?: () => Record<string, Function>;
}
