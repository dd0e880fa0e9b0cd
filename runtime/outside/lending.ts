// Functions and signals among the arguments of a call: they stay here, and the worker has something
// that acts for them as long as the call lasts. Loaded with the first of them.
import { AsyncResource } from 'node:async_hooks';
import { copy, type Path, pack, unpack } from '../codec.js';
import { encode } from '../failure.js';
import { type AbortSignal, Atomics, SharedArrayBuffer } from '../platform.js';
import type { Called, Handle } from '../protocol.js';
import { explain } from '../refusal.js';
import { own } from '../shared.js';
import type { SignalLike } from '../types.js';
import { listen } from './abort.js';
import type { Thread } from './thread.js';
import type { Prepared, Task } from './unfuture.js';

interface LentCallback {
  readonly type: 'callback';
  readonly run: (...args: unknown[]) => unknown;
  readonly answers: boolean;
  readonly ahead: Int32Array;
}
interface LentSignal {
  readonly type: 'signal';
  readonly signal: SignalLike;
  /** 1 once it is aborted: a synchronous loop in the worker looks at it. */
  readonly flag: Int32Array;
  unlisten?: () => void;
}
export type Lent = LentCallback | LentSignal;

/**
 * Keeps a function or a signal, if the call may have it, and gives what travels instead.
 * @public loaded by `require`
 */
export function lend(task: Task, value: object, path: Path): Handle | undefined {
  const { definition } = task;
  const lent = (task.lent ??= []);
  if (typeof value !== 'function') {
    const signal = value as AbortSignal;
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const handle = lent.push({ type: 'signal', signal, flag }) - 1;
    if (!signal.aborted) return { type: 'signal', handle, flag };
    Atomics.store(flag, 0, 1);
    return { type: 'signal', handle, flag, reason: encode(signal.reason, definition) };
  }
  if (!mayLend(definition, value, path)) return undefined;
  const answers = own(definition.callbacks, nameOf(path, definition)) === 'await';
  // in the context of the call, as if the function itself had called it
  const run = AsyncResource.bind(value as (...args: unknown[]) => unknown);
  const ahead = new Int32Array(new SharedArrayBuffer(4));
  return { type: 'callback', handle: lent.push({ type: 'callback', run, answers, ahead }) - 1, answers, ahead };
}

/** Signals may go anywhere, functions where the compiler has looked at how they are called. */
export function mayLend(definition: Prepared, value: object, path: Path): boolean {
  return typeof value !== 'function' || own(definition.callbacks, nameOf(path, definition)) !== undefined;
}

/** As the definition names it: an environment comes before the arguments. */
function nameOf([index, ...rest]: Path, { env }: Prepared): string {
  return [Number(index) - (env ? 1 : 0), ...rest].join('.');
}

/**
 * The call was posted: an abort is told from now on, and one that came while it waited.
 * @public loaded by `require`
 */
export function begin(task: Task, thread: Thread, call: number): void {
  task.lent!.forEach((lent, handle) => {
    if (lent.type !== 'signal' || Atomics.load(lent.flag, 0) === 1) return;
    const { signal, flag } = lent;
    const tell = () => {
      thread.send({ type: 'abort', call, handle, reason: encode(signal.reason, task.definition) });
      // after the message, which whoever sees the flag looks for
      Atomics.store(flag, 0, 1);
    };
    if (signal.aborted) return tell();
    lent.unlisten = listen(signal, tell);
  });
}

/** @public loaded by `require` */
export function end(task: Task): void {
  for (const lent of task.lent!) if (lent.type === 'signal') lent.unlisten?.();
  task.lent = undefined;
}

/**
 * The function on the other thread has called. What the callback throws ends the call.
 * @public loaded by `require`
 */
export function called(task: Task, { call, handle, args, reply }: Called, thread: Thread): void {
  const lent = task.lent?.[handle];
  if (lent?.type !== 'callback') return;
  Atomics.sub(lent.ahead, 0, 1);
  Atomics.notify(lent.ahead, 0);
  const { definition } = task;
  let result: unknown;
  try {
    result = lent.run(...unpack(args, definition));
  } catch (error) {
    if (reply === undefined) return task.abandon(error);
    result = Promise.reject(error);
  }
  if (reply === undefined) return;
  task.owed++;
  const answer = (message: object, transfer: readonly object[] = []) => {
    task.owed--;
    if (!thread.gone) thread.send({ type: 'answer', call, reply, ...message }, transfer);
  };
  const fail = (error: unknown) => answer({ error: encode(error, definition) });
  Promise.resolve(result).then((value) => {
    const transfer: object[] = [];
    try {
      answer({ value: pack([value], definition, transfer) }, transfer);
    } catch (error) {
      task.owed++;
      fail(explain(error, [value], 'result of a callback', definition));
    }
  }, fail);
}

/**
 * What acts for a handle where the function runs on this thread after all: as from another one.
 * @public loaded by `require`
 */
export function borrow(task: Task, { type, handle }: Pick<Handle, 'type' | 'handle'>): unknown {
  const lent = task.lent![handle]!;
  if (type === 'signal') return (lent as LentSignal).signal;
  const { run, answers } = lent as LentCallback;
  const { definition } = task;
  return (...args: unknown[]) => {
    let copies: unknown[];
    try {
      copies = copy(args, definition);
    } catch (error) {
      throw explain(error, args, 'argument of a callback', definition);
    }
    if (answers) return Promise.resolve(run(...copies)).then((value) => copy([value], definition)[0]);
    try {
      run(...copies);
    } catch (error) {
      task.abandon(error);
    }
    return undefined;
  };
}
