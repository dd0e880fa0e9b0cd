// The one place where a call is sent on its way: to the caller's own thread, a pool, or its queue.
import { pathToFileURL } from 'node:url';
import { copy, pack, snapshot } from '../codec.js';
import { ShutdownError } from '../errors.js';
import { isThenable, shared } from '../shared.js';
import type { CallOptions, TaskDefinition } from '../types.js';
import { poolFor } from './pool.js';
import { settings } from './settings.js';
import { type Prepared, Task, taskOf } from './unfuture.js';

export type Define = () => TaskDefinition;

const prepared = new WeakMap<Define, Prepared>();

/** The definition behind a stub, asked for once. */
export function prepare(define: Define): Prepared {
  let known = prepared.get(define);
  if (!known) {
    const definition = define();
    const { worker, errors } = definition;
    const text = typeof worker === 'object' ? worker.href : worker;
    known = {
      ...definition,
      id: ++shared.lastId,
      // Given: a URL from an ES module, a path from CommonJS.
      url: text === undefined || /^[a-z][a-z\d+.-]+:/i.test(text) ? text : pathToFileURL(text).href,
      classes: () => errors?.(),
    };
    prepared.set(define, known);
  }
  return known;
}

const explain: typeof import('../refusal.js').explain = (...args) =>
  (require('../refusal.js') as typeof import('../refusal.js')).explain(...args);

/** Starts a call. Whatever goes wrong is a rejection. */
export function start(define: Define, self: unknown, args: ArrayLike<unknown>, options: CallOptions): Task['future'] {
  const task = new Task(prepare(define), self, options);
  try {
    begin(task, Array.from(args));
  } catch (error) {
    task.settle(false, error);
  }
  return task.future;
}

function begin(task: Task, args: unknown[]): void {
  const { definition, options } = task;
  const crosses =
    definition.kind !== 'async' &&
    definition.url !== undefined &&
    !shared.inside &&
    (definition.receiver === undefined || definition.receiver === task.self);
  task.watch();
  if (task.state === 'settled') return;
  const off = crosses && !settings().inline;
  if (off) {
    if (shared.closing) throw new ShutdownError(definition);
    shared.live.add(task);
  }
  const go = (values: unknown[], transfer: readonly object[]) => {
    try {
      if (off) send(task, values, transfer);
      else runHere(task, crosses ? copy(values, definition.classes, transfer) : values, crosses);
    } catch (error) {
      task.settle(false, explain(error, values, 'argument', definition));
    }
  };
  // An async function may be meant to get a promise; for the others it is the value that counts.
  const pending = definition.kind === 'async' ? [] : takePromises(args);
  if (pending.length === 0) return go(args, options.transfer ?? []);
  wait(task, args, pending, crosses, go);
}

/** Keeps the call, with its other arguments as they are now, until its promises have settled. */
function wait(
  task: Task,
  args: unknown[],
  pending: [index: number, promise: PromiseLike<unknown>][],
  crosses: boolean,
  go: (values: unknown[], transfer: readonly object[]) => void,
): void {
  const {
    definition: { classes },
    options: { transfer = [] },
  } = task;
  let kept = args;
  let moved = transfer;
  if (crosses) {
    [kept, moved] = copy([args, transfer], classes, transfer) as [unknown[], object[]];
  }
  task.state = 'waiting';
  task.pending = pending.map(([, promise]) => promise);
  task.resume = (values) => {
    if (task.state !== 'waiting') return;
    task.state = 'running';
    task.pending = undefined;
    pending.forEach(([index], nth) => {
      kept[index] = values[nth];
    });
    go(kept, moved);
  };
  Promise.all(task.pending).then(task.resume, (error) => task.settle(false, error));
}

/** Takes promises out of the arguments; calls that have settled are replaced by their values. */
function takePromises(args: unknown[]): [index: number, promise: PromiseLike<unknown>][] {
  const pending: [number, PromiseLike<unknown>][] = [];
  args.forEach((value, index) => {
    if (!isThenable(value)) return;
    const call = taskOf(value);
    args[index] = call?.state === 'settled' ? call.outcome() : undefined;
    if (call?.state !== 'settled') pending.push([index, value]);
  });
  return pending;
}

/** Posts to a thread that is free, or fixes the arguments as they are and queues. */
function send(task: Task, values: unknown[], transfer: readonly object[]): void {
  const pool = poolFor(task.definition.kind);
  const list = [...transfer];
  const packed = pack(values, task.definition.classes, list);
  const thread = pool.free();
  if (thread) return thread.post(task, packed, list);
  task.payload = snapshot(packed, list);
  pool.queue.push(task);
}

/**
 * Runs a call on this thread.
 * @param crosses whether its result is to be what it would be from another thread
 */
export function runHere(task: Task, args: unknown[], crosses: boolean): void {
  const { definition, self } = task;
  task.state = 'running';
  const succeed = (value: unknown) => {
    try {
      task.settle(true, crosses ? copy([value], definition.classes)[0] : value);
    } catch (error) {
      task.settle(false, explain(error, [value], 'result', definition));
    }
  };
  try {
    const value: unknown = definition.inline.apply(self, args);
    if (isThenable(value)) Promise.resolve(value).then(succeed, (error) => task.settle(false, error));
    else succeed(value);
  } catch (error) {
    task.settle(false, error);
  }
}
