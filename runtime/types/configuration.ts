// Settings that `configure` takes.
import type { Executor } from './executor.js';

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
