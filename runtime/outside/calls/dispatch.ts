// A call begins here: its task is made, and its arguments are looked at.

import { performance } from '../../platform/node/timers.js';
import { isThenable } from '../../shared/values.js';
import type { CallOptions } from '../../types.js';
import { settings } from '../settings/settings.js';
import { errors, shared } from '../state.js';
import type * as types from '../types.js';
import { type Define, prepare } from './definition.js';
import { addEnvironment, deadline, go, goesElsewhere, observed, timeoutOf, transferable } from './send.js';
import { Task } from './task.js';

/**
 * Calls under way, and calls in a quarter of a second, of which it is kept where they were made. That
 * takes some microseconds, as long as the rest of a call, and some memory.
 */
const MOST_SITES = 64;
const SITES_WINDOW = 250;
let sites = 0;
let sitesEnd = 0;

const streams = () => require('../streams/stream.js') as typeof import('../streams/stream.js');

/** Loaded with the first promise among arguments. */
const awaiting = () => require('./await-arguments.js') as typeof import('./await-arguments.js');

/** Starts a call, or makes a stream. Whatever goes wrong is a rejection. */
export function start(define: Define, self: unknown, given: ArrayLike<unknown>, options: CallOptions): unknown {
  const definition = prepare(define);
  // Much faster than `Array.from`, and there is one for each call.
  const args: unknown[] = Array.prototype.slice.call(given);
  if (definition.stream) return streams().open(definition, self, args, options);
  const task = new Task(definition, self, options);
  try {
    const observer = observed();
    if (observer) observer.call(task, args, begin);
    else begin(task, args);
  } catch (error) {
    task.settle(false, error);
  }
  return task.future;
}

function begin(task: types.Task, args: unknown[]): void {
  const { definition, options } = task;
  const crosses = goesElsewhere(definition, task.self);
  const timeout = timeoutOf(definition, options, crosses);
  if (options.signal || timeout < Infinity) deadline().watch(task, timeout);
  if (task.state === 'settled') return;
  if (crosses && !settings().inline) {
    if (shared.closing) throw new (errors().ShutdownError)(definition);
    shared.live.add(task);
    if (shared.live.size < MOST_SITES && maySite()) Error.captureStackTrace((task.site = {}));
  }
  if (crosses && options.transfer) transferable().checkTransfer(options.transfer, definition);
  const first = crosses ? addEnvironment(definition, task.self, args) : 0;
  // An async function may be meant to get a promise; for the others it is the value that counts.
  if (definition.kind !== 'async' && args.some(isThenable)) awaiting().begin(task, args, first, crosses);
  else go(task, args, options.transfer ?? [], first, crosses);
}

function maySite(): boolean {
  const now = performance.now();
  if (now > sitesEnd) {
    sitesEnd = now + SITES_WINDOW;
    sites = 0;
  }
  return sites++ < MOST_SITES;
}
