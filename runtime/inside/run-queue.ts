// Calls that are in the run queue of this thread: one after another, results of one word straight into the
// memory that the caller shares. Loaded with the first of them.

import { Atomics } from '../platform/node/globals.js';
import { clock, setImmediate } from '../platform/node/timers.js';
import type { ToWorker } from '../shared/protocol.js';
import {
  ANSWERED,
  BEGUN,
  FALSE,
  NULL,
  NUMBER,
  type SharedSlots,
  SKIPPED,
  SLOTS,
  TELL,
  TELL_LAST,
  TOLD,
  TOLD_ALREADY,
  TRUE,
  UNDEFINED,
  WAITING,
} from '../shared/shared-slots.js';
import { isThenable } from '../shared/values.js';
import { forEachCall } from './batch.js';
import type { Host, Registered, Running } from './types.js';

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 5;

interface Waiting {
  readonly at: number;
  readonly call: number;
  readonly task: Registered;
  readonly args: unknown[];
}

/** In a circle: there are never more than its slots. */
const ring: (Waiting | undefined)[] = [];
/** Calls that have come, and that have begun or were passed over. */
let come = 0;
let passed = 0;
/** It is at work, perhaps waiting for a module or a promise. */
let busy = false;
/** The caller has given up the call that runs, and ends this thread: those in the run queue are for others. */
let halted = false;
let slots: SharedSlots;
/** When what was done last ended, by `clock()`: to ask it takes as long as to begin a call. */
let now = 0;

/** @public loaded by `require` */
export function open(given: SharedSlots): void {
  slots = given;
}

/** @public loaded by `require` */
export function add(message: Extract<ToWorker, { type: 'enqueue' }>, host: Host): void {
  let at = message.slot;
  forEachCall(message, (task, args, call) => {
    ring[come++ % SLOTS] = { at: at++ % SLOTS, call, task, args };
  });
  if (!busy) work(host);
}

function work(host: Host): void {
  busy = true;
  now = clock();
  const end = now + SLICE;
  const go = () => work(host);
  while (passed < come && !halted) {
    const at = passed++ % SLOTS;
    const waiting = ring[at]!;
    // Its place may not be taken again for long.
    ring[at] = undefined;
    if (!begin(waiting, host)) continue;
    const promise = waiting.task.run ? execute(waiting, host, host.run) : prepare(waiting, host);
    if (promise) return void promise.then(go);
    if (now > end) return void setImmediate(go);
  }
  busy = false;
}

/** Begins it, unless it was taken back. From here on, it is on this thread whatever comes of it. */
function begin({ at }: Waiting, host: Host): boolean {
  slots.times[2 * at] = now;
  if (Atomics.compareExchange(slots.states, at, WAITING, BEGUN) === WAITING) return true;
  Atomics.store(slots.states, at, SKIPPED);
  say(host);
  return false;
}

/** Loads the module of a call that has begun: if that ends the thread, it was due to this call. */
function prepare(waiting: Waiting, host: Host): Promise<void> {
  return host.prepare(waiting.task).then(
    () => {
      const { states, times } = slots;
      times[2 * waiting.at] = clock();
      // Not where it was given up meanwhile.
      halted = Atomics.load(states, waiting.at) !== BEGUN;
      return halted ? undefined : execute(waiting, host, host.run);
    },
    (error) =>
      execute(waiting, host, () => {
        throw error;
      }),
  );
}

/** Gives a promise when the function does. Without closures: to make them for each call would take longer than a short one. */
function execute(waiting: Waiting, host: Host, run: Host['run']): Promise<void> | undefined {
  const running: Running = { call: waiting.call, task: waiting.task, settled: false, began: 0 };
  const sent = host.sent();
  try {
    const value = run(running, waiting.args);
    if (isThenable(value)) return follow(waiting, host, running, sent, value);
    succeed(waiting, host, running, sent, value);
  } catch (error) {
    fail(waiting, host, running, error);
  }
  return undefined;
}

function follow(waiting: Waiting, host: Host, running: Running, sent: number, promise: unknown): Promise<void> {
  return Promise.resolve(promise).then(
    (value) => succeed(waiting, host, running, sent, value),
    (error) => fail(waiting, host, running, error),
  );
}

/** Results that need a message have it before their slot says so: it is there then, though the thread may end in between. */
function succeed(waiting: Waiting, host: Host, running: Running, sent: number, value: unknown): void {
  const state = stateOf(value);
  // What it printed is to be seen before its result, which overtakes messages.
  if (!state || running.settled || sent !== host.sent()) {
    host.resolve(running, value);
    return end(waiting, ANSWERED, host);
  }
  running.settled = true;
  if (state === NUMBER) slots.numbers[waiting.at] = value as number;
  end(waiting, state, host);
}

function fail(waiting: Waiting, host: Host, running: Running, error: unknown): void {
  host.reject(running, error);
  end(waiting, ANSWERED, host);
}

function end({ at }: Waiting, state: number, host: Host): void {
  const { states, times } = slots;
  times[2 * at + 1] = now = clock();
  halted = Atomics.compareExchange(states, at, BEGUN, state) !== BEGUN;
  say(host);
}

function say(host: Host): void {
  const { states } = slots;
  const told = Atomics.load(states, TOLD);
  if (told !== TELL && (told !== TELL_LAST || passed < come)) return;
  if (Atomics.compareExchange(states, TOLD, told, TOLD_ALREADY) !== told) return say(host);
  host.tell();
  now = clock();
}

/** 0 for what does not fit into a slot. */
function stateOf(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return NUMBER;
    case 'boolean':
      return value ? TRUE : FALSE;
    case 'undefined':
      return UNDEFINED;
    default:
      return value === null ? NULL : 0;
  }
}
