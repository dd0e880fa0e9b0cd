// The one place where a call is sent on its way: to the caller's own thread, a pool, or its queue.
import { diagnostics } from '../../platform/node/globals.js';
import { copy, pack, snapshot } from '../../shared/pack.js';
import type { Packed } from '../../shared/packed.js';
import { isThenable } from '../../shared/values.js';
import type { CallOptions } from '../../types.js';
import { asyncTimeout, settings } from '../settings/settings.js';
import { errors, shared } from '../state.js';
import { poolFor, scheduler } from '../threads/pool.js';
import type { Observer, Pool, Prepared, Task } from '../types.js';

const calls = diagnostics.tracingChannel('unsync.call');
const threads = diagnostics.channel('unsync.thread');

const environment = () => require('./environment.js') as typeof import('./environment.js');

/** Loaded with the first call that has one. */
export const deadline = () => require('./deadline.js') as typeof import('./deadline.js');

/** Loaded with the first call of the kind background. */
export const backgroundBatches = () =>
  require('../threads/background-batch.js') as typeof import('../threads/background-batch.js');

/** Loaded with the first call that has the option. */
export const transferable = () => require('./transferable.js') as typeof import('./transferable.js');

/** Loaded with the first call that gives back what it changes. */
export const giveBack = () => require('./give-back.js') as typeof import('./give-back.js');

/** Loaded in check mode. */
const checks = () => require('../check/check.js') as typeof import('../check/check.js');

/** Loaded with the first value that can't cross. */
export const refusals = () => require('../../shared/refusal.js') as typeof import('../../shared/refusal.js');

/** Loaded with the first call where an executor is configured. */
export const remote = () => require('../remote/remote.js') as typeof import('../remote/remote.js');

/** Loaded with the first `limit`. */
export const limits = () => require('./limit.js') as typeof import('./limit.js');

/** Who is told of calls: nobody, unless one asked for statistics or a trace, or has subscribed. */
export function observed(): Observer | undefined {
  if (calls.hasSubscribers || threads.hasSubscribers)
    (require('../../observe/channels.js') as typeof import('../../observe/channels.js')).publish();
  return shared.observer;
}

/** Milliseconds that a call may take. Where it does not say, its kind does. */
export function timeoutOf({ kind }: Prepared, { timeout }: CallOptions, crosses: boolean): number {
  return timeout ?? (crosses ? settings().pools[kind as 'blocking'].timeout : asyncTimeout(kind));
}

/** Goes on when the arguments are there; `first` is the index of the first of them. */
export function go(task: Task, values: unknown[], transfer: readonly object[], first: number, crosses: boolean): void {
  try {
    if (crosses && !settings().inline) return send(task, values, transfer);
    const own = crosses ? ownValues(task, values, transfer).slice(first) : values;
    // A getter among them may have ended it.
    if (task.state === 'settled') return;
    if (task.options.limit === undefined || !waitsHere(task, own, crosses)) runHere(task, own, crosses);
  } catch (error) {
    task.settle(false, refusals().explain(error, values, 'argument', task.definition));
  }
}

/**
 * Under UNSYNC_INLINE: copies, as on another thread. A function that gives back what it changes of its environment, which
 * is its caller's here, has the rest from there, too.
 */
function ownValues(task: Task, values: unknown[], transfer: readonly object[]): unknown[] {
  const { tracked, env } = task.definition;
  const isTracked = tracked && giveBack().track(task, values, transfer);
  const copies = copy(values, task, transfer);
  if (!isTracked || !env) return copies;
  const moved = new Set<unknown>(transfer);
  const { originals } = task;
  return values.map((value, i) => (moved.has(value) ? copies[i] : (originals?.get(value as object) ?? value)));
}

/** Holds where its `limit` is reached, as in `waits`. Functions of their own, since each closure takes memory of every call. */
function waitsHere(task: Task, args: unknown[], crosses: boolean): boolean {
  return limits().enter(task, () => runHere(task, args, crosses));
}

/** Holds where calls leave this thread, or under UNSYNC_INLINE seem to. */
export function goesElsewhere(definition: Prepared, self: unknown): boolean {
  const { kind, url, receiver, instanceOf } = definition;
  return (
    kind !== 'async' &&
    url !== undefined &&
    !shared.inside &&
    (receiver === undefined || receiver === self) &&
    (!instanceOf || environment().isDirect(self, instanceOf))
  );
}

/** Puts the environment, where there is one, before the arguments. Gives the index of the first argument. */
export function addEnvironment(definition: Prepared, self: unknown, args: unknown[]): number {
  if (!definition.env) return 0;
  args.unshift(environment().read(definition, self));
  return 1;
}

/** To another machine, where that is configured and the values can go there; else to a thread. */
export function send(task: Task, values: unknown[], transfer: readonly object[]): void {
  const { executor } = settings();
  if (executor && remote().send(executor, task, values, transfer)) return;
  const list = transfer.length > 0 ? [...transfer] : [];
  const isChecked = settings().check > 0 && checks().begin(task, values, transfer);
  const tracking =
    (task.definition.tracked ?? isChecked) ? giveBack().track(task, values, transfer, isChecked) : undefined;
  // numbering has gone through all that `pack` would go through
  const isPlain = task.given?.isPlain && !task.definition.constants;
  const packed = isPlain ? { values } : pack(values, task, list);
  post(task, tracking ? { ...packed, tracking } : packed, list);
}

/** Posts to a thread that is free, or fixes the arguments as they are and queues. */
export function post(task: Task, packed: Packed, list: object[]): void {
  // A getter among them may have ended it, here and where they are cloned.
  if (task.state === 'settled') return;
  const { definition } = task;
  const pool = poolFor(definition.kind);
  const { maxQueue } = pool.settings;
  const isFull = maxQueue < Infinity && scheduler().countWaiting(pool) >= maxQueue;
  const isLate = task.options.limit !== undefined && waits(task, pool);
  const thread = isLate ? undefined : pool.free(task);
  if (thread) {
    if (pool.settings.capacity === 1 || !backgroundBatches().keep(pool, task, packed, list))
      thread.post(task, packed, list);
    return;
  }
  if (isFull) throw new (errors().QueueFullError)(definition, maxQueue);
  const payload = snapshot(packed, list);
  if ((task.state as string) === 'settled') return;
  task.payload = payload;
  if (!isLate) queue(task, pool);
  shared.observer?.queued(task);
}

/** Holds where its `limit` is reached: then it joins the queue in its time. */
function waits(task: Task, pool: Pool): boolean {
  return limits().enter(task, () => {
    queue(task, pool);
    pool.refill();
  });
}

function queue(task: Task, pool: Pool): void {
  pool.queue.push(task);
  task.state = 'queued';
  scheduler().arrange(pool);
}

/**
 * Runs a call on this thread.
 * @param crosses whether its result is to be what it would be from another thread
 */
export function runHere(task: Task, args: unknown[], crosses: boolean): void {
  task.state = 'running';
  shared.observer?.began(task);
  if (crosses && task.given && !(task.definition.env && settings().inline)) return giveBack().runOnCopies(task, args);
  try {
    const value: unknown = task.definition.inline.apply(task.self, args);
    if (isThenable(value)) follow(task, value, crosses);
    else succeed(task, value, crosses);
  } catch (error) {
    task.settle(false, error);
  }
}

function follow(task: Task, promise: PromiseLike<unknown>, crosses: boolean): void {
  Promise.resolve(promise).then(
    (value) => succeed(task, value, crosses),
    (error) => task.settle(false, error),
  );
}

function succeed(task: Task, value: unknown, crosses: boolean): void {
  const { definition } = task;
  try {
    const copyOf = task.given ? giveBack().copyResult : copyResult;
    task.settle(true, crosses ? copyOf(task, value) : value);
  } catch (error) {
    task.settle(false, refusals().explain(error, [value], 'result', definition));
  }
}

const copyResult = ({ definition }: Task, value: unknown): unknown => copy([value], definition)[0];
