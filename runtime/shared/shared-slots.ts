// The memory in which a thread and its caller agree on calls that were handed over ahead of their
// turn: a slot for each. What a slot becomes is decided by who changes it first.
import { SharedArrayBuffer } from '../platform/node/globals.js';

/** The most calls in the run queue of one thread. */
export const SLOTS = 1024;

/** It may begin, or be taken back. */
export const WAITING = 0;
/** Its module is being loaded for it, or it runs. */
export const BEGUN = 1;
/** By the caller: it must not begin. */
export const TAKEN = 2;
/** By the caller, while it runs: nothing is to begin after it, since its thread is about to be ended. */
export const HALTED = 3;
/** The call was taken back, and passed over. From here on, the slot is free again once the caller has seen it. */
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
  /** The state of each slot; and at `TOLD`, whether the thread is to send 'progress' when a call has ended. */
  readonly states: Int32Array;
  readonly numbers: Float64Array;
  /** When each began and ended, by `clock()`. */
  readonly times: Float64Array;
}

/** The index in `states` of one more, on whose value caller and thread agree: */
export const TOLD = SLOTS;
/** The thread sends 'progress' when the next call ends. */
export const TELL = 0;
/** It has sent it, and the caller has not looked since. */
export const TOLD_ALREADY = 1;
/** It sends it when its run queue is empty: before that, the caller looks by itself. */
export const TELL_LAST = 2;

export function createSlots(): SharedSlots {
  const memory = (bytes: number) => new SharedArrayBuffer(bytes);
  return {
    states: new Int32Array(memory(4 * (SLOTS + 1))),
    numbers: new Float64Array(memory(8 * SLOTS)),
    times: new Float64Array(memory(16 * SLOTS)),
  };
}
