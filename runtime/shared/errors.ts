// The errors of unsync itself. The code is the stable part of each; `task` and `at` say which
// marked function, when one is concerned.

/**
 * - `ERR_UNSYNC_TIMEOUT`: a call's `timeout` or the one of `result(timeout)` has passed (TimeoutError)
 * - `ERR_UNSYNC_ABORTED`: cancelled without a reason (AbortError)
 * - `ERR_UNSYNC_WORKER_EXIT`: the thread ended under the call: `process.exit`, out of memory (WorkerExitError)
 * - `ERR_UNSYNC_STALLED`: the call shared a thread whose event loop another call has blocked (StalledError)
 * - `ERR_UNSYNC_UNCLONEABLE`: an argument, a result or a thrown value can't cross (UncloneableError)
 * - `ERR_UNSYNC_CONFLICT`: what the call was to change was changed meanwhile (ConflictError)
 * - `ERR_UNSYNC_CHECK`: check mode has found that the call does not do on a thread what it does on its caller's (CheckError)
 * - `ERR_UNSYNC_LOST_WRITE`: the call has changed what it was given in a way that can't be given back (LostWriteError)
 * - `ERR_UNSYNC_LOAD`: the worker or setup module can't be loaded, is not loaded in time, or lacks the task; see `cause`
 * - `ERR_UNSYNC_CRASH_LOOP`: not run, since thread after thread died; see `cause`
 * - `ERR_UNSYNC_THREAD`: not run, since no thread could be started; see `cause`
 * - `ERR_UNSYNC_RESULT`: `result()` would wait for the event loop that it blocks
 * - `ERR_UNSYNC_CALLBACK`: a callback was called after its call had ended
 * - `ERR_UNSYNC_SHUTDOWN`: called after `shutdown()`, or not done when its `timeout` had passed (ShutdownError)
 * - `ERR_UNSYNC_QUEUE_FULL`: as many calls of the kind wait as its `maxQueue` admits (QueueFullError)
 * - `ERR_UNSYNC_CONFIGURATION`: a setting or a call option is not acceptable, or too late (ConfigurationError)
 * - `ERR_UNSYNC_EXECUTOR`: what takes calls to other machines could not do it, or does not know what became of one (ExecutorError)
 */
export type ErrorCode =
  | 'ERR_UNSYNC_TIMEOUT'
  | 'ERR_UNSYNC_ABORTED'
  | 'ERR_UNSYNC_WORKER_EXIT'
  | 'ERR_UNSYNC_STALLED'
  | 'ERR_UNSYNC_UNCLONEABLE'
  | 'ERR_UNSYNC_CONFLICT'
  | 'ERR_UNSYNC_CHECK'
  | 'ERR_UNSYNC_LOST_WRITE'
  | 'ERR_UNSYNC_LOAD'
  | 'ERR_UNSYNC_CRASH_LOOP'
  | 'ERR_UNSYNC_THREAD'
  | 'ERR_UNSYNC_RESULT'
  | 'ERR_UNSYNC_CALLBACK'
  | 'ERR_UNSYNC_SHUTDOWN'
  | 'ERR_UNSYNC_QUEUE_FULL'
  | 'ERR_UNSYNC_CONFIGURATION'
  | 'ERR_UNSYNC_EXECUTOR';

/** The marked function that an error is about. */
export interface Where {
  readonly name: string;
  readonly at: string;
}

/** The base of unsync's own errors. */
export class UnsyncError extends Error {
  readonly code: ErrorCode;
  /** Name of the marked function. */
  readonly task?: string;
  /** Where it is marked, as file:line:column. */
  readonly at?: string;

  constructor(code: ErrorCode, message: string, where?: Where, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (where) {
      this.task = where.name;
      if (where.at) this.at = where.at;
    }
  }
}

/** Time is up. Which one, the message says; a call that timed out is also ended. */
export class TimeoutError extends UnsyncError {
  constructor(message: string, where?: Where) {
    super('ERR_UNSYNC_TIMEOUT', message, where);
  }
}

/** The call was cancelled without a reason. */
export class AbortError extends UnsyncError {
  constructor(message: string, where?: Where) {
    super('ERR_UNSYNC_ABORTED', message, where);
  }
}

/** The thread that ran the call is gone. */
export class WorkerExitError extends UnsyncError {
  /** The code that was given to `process.exit`; undefined when the thread died otherwise. */
  readonly exitCode: number | undefined;

  constructor(message: string, exitCode: number | undefined, where?: Where, cause?: unknown) {
    super('ERR_UNSYNC_WORKER_EXIT', message, where, cause);
    this.exitCode = exitCode;
  }
}

/**
 * The thread of the call was given up, since its event loop no longer turned: a call on it blocked it, and one had been
 * cancelled or had timed out. Calls of the kind `background` only. It may have done all of its work or a part.
 */
export class StalledError extends UnsyncError {
  /** Name of the marked function that blocked the thread; where that can't be known, of the likeliest, as the message says. */
  readonly blockedBy: string;
  /** Where that is marked. */
  readonly blockedAt: string;

  constructor(message: string, blocker: Where, where?: Where) {
    super('ERR_UNSYNC_STALLED', message, where);
    this.blockedBy = blocker.name;
    this.blockedAt = blocker.at;
  }
}

/** A value can't cross a thread; the message names the argument or result, and the path in it. */
export class UncloneableError extends UnsyncError {
  constructor(message: string, where?: Where, cause?: unknown) {
    super('ERR_UNSYNC_UNCLONEABLE', message, where, cause);
  }
}

/**
 * The call has changed what it was given, and its caller, or another call, has changed the same meanwhile. Nothing of
 * what the call has changed was put in place. What it has thrown, if it has, is the `cause`.
 */
export class ConflictError extends UnsyncError {
  /** What was changed by both, `rows[3].done`. */
  readonly path: string;

  constructor(message: string, path: string, where: Where) {
    super('ERR_UNSYNC_CONFLICT', message, where);
    this.path = path;
  }
}

/**
 * The call has changed what it was given in a way that can't be given back. Nothing of what it has changed was put in
 * place. What it has thrown, if it has, is the `cause`.
 */
export class LostWriteError extends UnsyncError {
  /** What was changed, `rows[3].done`. */
  readonly path: string;

  constructor(message: string, path: string, where: Where) {
    super('ERR_UNSYNC_LOST_WRITE', message, where);
    this.path = path;
  }
}

/**
 * Check mode (UNSYNC_CHECK) has found that a call does not do on a thread what it does on its caller's. What it has
 * changed is in place.
 */
export class CheckError extends UnsyncError {
  /** What differs, `result.rows[3]`. */
  readonly path: string;

  constructor(message: string, path: string, where: Where) {
    super('ERR_UNSYNC_CHECK', message, where);
    this.path = path;
  }
}

/** The call, or `prewarm`, came after `shutdown()`, or had not ended when its `timeout` had passed. */
export class ShutdownError extends UnsyncError {
  constructor(where: Where, message = `${where.name} was called after shutdown()`) {
    super('ERR_UNSYNC_SHUTDOWN', message, where);
  }
}

/** As many calls of that kind wait for a thread as its `maxQueue` admits; this one was not accepted. */
export class QueueFullError extends UnsyncError {
  /** The `maxQueue` of its kind. */
  readonly limit: number;

  constructor(where: Where & { readonly kind: string }, limit: number) {
    super('ERR_UNSYNC_QUEUE_FULL', `${where.name}: ${limit} ${where.kind} calls wait already`, where);
    this.limit = limit;
  }
}

/** A setting or an option is not acceptable, or a setting came after the first off-thread call or `prewarm`. */
export class ConfigurationError extends UnsyncError {
  constructor(message: string) {
    super('ERR_UNSYNC_CONFIGURATION', message);
  }
}

/**
 * - `unreachable`: the server of the engine does not answer
 * - `worker-lost`: the worker process is gone that had the call
 * - `lost`: the engine no longer has the call
 * - `refused`: the worker, or the caller, got what does not belong to it, is not signed, or can't be read
 * - `too-large`: the arguments or the result are above the limit
 */
export type ExecutorFailure = 'unreachable' | 'worker-lost' | 'lost' | 'refused' | 'too-large';

/** A call that was to run on another machine has no outcome: the fault is the engine's, not the function's. */
export class ExecutorError extends UnsyncError {
  readonly reason: ExecutorFailure;
  /** The function may have run, all of it or in part. */
  readonly mayHaveRun: boolean;

  constructor(message: string, reason: ExecutorFailure, mayHaveRun: boolean, where?: Where, cause?: unknown) {
    super('ERR_UNSYNC_EXECUTOR', message, where, cause);
    this.reason = reason;
    this.mayHaveRun = mayHaveRun;
  }
}

export const errorClasses = {
  UnsyncError,
  TimeoutError,
  AbortError,
  WorkerExitError,
  StalledError,
  UncloneableError,
  ConflictError,
  LostWriteError,
  CheckError,
  ShutdownError,
  QueueFullError,
  ConfigurationError,
  ExecutorError,
};

// On the prototype, as built-in errors have it: an own `name` would be printed with the fields.
for (const [name, { prototype }] of Object.entries(errorClasses)) {
  Object.defineProperty(prototype, 'name', { value: name, configurable: true, writable: true });
}
