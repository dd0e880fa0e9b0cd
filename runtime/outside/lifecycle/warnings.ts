// Errors and warnings of threads that end under their calls, of errors that belong to no call, and
// of `result()` where it would wait for ever.
import { StalledError, UnsyncError, type Where, WorkerExitError } from '../../shared/errors.js';
import { decode } from '../../shared/failure.js';
import type { Encoded } from '../../shared/packed.js';
import { stackOf } from '../../shared/stack.js';
import type { Prepared } from '../types.js';

/**
 * The error that a call rejects with whose thread has ended.
 * @param cause why, if the thread died by itself
 * @param exitCode if it exited
 * @public loaded by `require`
 */
export function death(definition: Prepared, cause: Error | undefined, exitCode: number | undefined): UnsyncError {
  if (cause instanceof Stall)
    return new StalledError(`${definition.name} was ended: ${cause.message}`, cause.where, definition);
  return new WorkerExitError(describe(definition.name, cause, exitCode), exitCode, definition, cause);
}

/** Why a thread was ended whose event loop stood still. */
export class Stall extends Error {
  /**
   * @param where the call that blocked it, as far as that is known
   * @param blocker the same in words
   */
  constructor(
    readonly where: Where,
    milliseconds: number,
    blocker: string,
  ) {
    super(
      `the event loop that background calls share did not turn for ${milliseconds} ms after a call on it had been given up; ` +
        `what blocked it: ${blocker}. Mark what computes or blocks for long with another kind, or raise background.stallTimeout`,
    );
  }
}

/** @public loaded by `require` */
export function cannotWait(definition: Prepared, why: string): UnsyncError {
  return new UnsyncError(
    'ERR_UNSYNC_RESULT',
    `result() of ${definition.name} would wait for ever: ${why}, whose event loop result() blocks; await it instead`,
    definition,
  );
}

/** @public loaded by `require` */
export function warnOfLateDeath(name: string, cause: Error | undefined, exitCode: number | undefined): void {
  warn('UNSYNC_LATE_ERROR', `after ${name} had returned, ${describe(name, cause, exitCode)}`, cause);
}

/** @public loaded by `require` */
export function warnOfLateError(name: string, encoded: Encoded): void {
  const error = decode(encoded, { classes: () => ({}) });
  warn('UNSYNC_LATE_ERROR', `an error after ${name} had returned: ${textOf(error)}`, error);
}

/** A generator had worked ahead, and failed where nobody had asked it to go. */
export function warnOfUnseenError(name: string, error: unknown): void {
  warn('UNSYNC_LATE_ERROR', `an error ahead of the consumer of ${name}, which has ended it: ${textOf(error)}`, error);
}

function textOf(error: unknown): string {
  return String((error as Error | null)?.message ?? String(error));
}

/** Warns that the `teardown` of the setup module went wrong. */
export function warnOfTeardown(setup: string, why: string, error: unknown): void {
  warn('UNSYNC_TEARDOWN', `the teardown of ${setup} ${why}`, error);
}

/** @public loaded by `require` */
export function warnOfNativeCall(name: string): void {
  warn(
    'UNSYNC_THREAD_BUSY',
    `the thread of ${name} was ended but is inside a native call; it, and any child process it waits for, go on until that returns`,
  );
}

export function describe(name: string, cause: Error | undefined, exitCode: number | undefined): string {
  const how =
    exitCode !== undefined
      ? `exited with code ${exitCode}`
      : (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'ran out of memory'
        : cause
          ? `died: ${cause.message}`
          : 'was ended';
  return `the thread of ${name} ${how}`;
}

export function warn(code: string, message: string, error?: unknown): void {
  const detail = error ? stackOf(error) : '';
  process.emitWarning(`unsync: ${message}`, { type: 'UnsyncWarning', code, ...(detail && { detail }) });
}
