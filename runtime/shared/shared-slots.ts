// The memory in which a thread and its caller agree on calls that were handed over ahead of their
// turn: a cell for each. What a cell becomes is decided by who changes it first.
import { SharedArrayBuffer } from '../platform/node/globals.js';

/** Calls that may stand in the line of one thread. */
export const SLOTS = 1024;

/** It may begin, or be taken back. */
export const WAITING = 0;
/** Its module is being loaded for it, or it runs. */
export const BEGUN = 1;
/** By the caller: it must not begin. */
export const TAKEN = 2;
/** By the caller, while it runs: nothing is to begin after it, since its thread is about to be ended. */
export const HALTED = 3;
/** What was taken back was passed over. From here on, the cell is free again once the caller has seen it. */
export const SKIPPED = 4;
/** A message tells the outcome. */
export const ANSWERED = 5;
/** The result itself; that of `NUMBER` stands in `numbers`. */
export const UNDEFINED = 6;
export const NULL = 7;
export const TRUE = 8;
export const FALSE = 9;
export const NUMBER = 10;

export interface SharedSlots {
  /** A state for each call, and at `TOLD`, whether the caller is to be told that there is something new. */
  readonly states: Int32Array;
  readonly numbers: Float64Array;
  /** When each began and ended, by `clock()`. */
  readonly times: Float64Array;
}

/** Index in `states`. */
export const TOLD = SLOTS;
/** Whatever ends next is told. */
export const TELL = 0;
/** The caller knows that there is something, or looks at once. */
export const TOLD_ALREADY = 1;
/** The caller looks in a while: it is told when the thread has nothing left. */
export const TELL_LAST = 2;

export function createSlots(): SharedSlots {
  const memory = (bytes: number) => new SharedArrayBuffer(bytes);
  return {
    states: new Int32Array(memory(4 * (SLOTS + 1))),
    numbers: new Float64Array(memory(8 * SLOTS)),
    times: new Float64Array(memory(16 * SLOTS)),
  };
}
