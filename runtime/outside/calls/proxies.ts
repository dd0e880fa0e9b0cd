// Functions and signals among the arguments of a call: they stay here, and the worker has something
// that acts for them as long as the call lasts. Loaded with the first of them.
import { type AbortSignal, Atomics, hooks, SharedArrayBuffer } from '../../platform/node/globals.js';
import { OVER, unanswered } from '../../shared/callback.js';
import { encode } from '../../shared/failure.js';
import { copy, pack, unpack } from '../../shared/pack.js';
import type { Handle, Path } from '../../shared/packed.js';
import type { Answer, Called } from '../../shared/protocol.js';
import { explain } from '../../shared/refusal.js';
import { own } from '../../shared/values.js';
import type { Prepared, Proxied, ProxiedCallback, ProxiedSignal, Task, Thread } from '../types.js';
import { listen } from './abort.js';
import { afterwards, inTurn } from './callbacks.js';

/**
 * Keeps a function or a signal, if the call may have it, and gives what travels instead.
 * @public loaded by `require`
 */
export function toHandle(task: Task, value: object, path: Path): Handle | undefined {
  const { definition } = task;
  // What a getter among the arguments has ended keeps nothing.
  const proxied: Proxied[] = task.state === 'settled' ? [] : (task.proxied ??= []);
  if (typeof value !== 'function') {
    const signal = value as AbortSignal;
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const handle = proxied.push({ type: 'signal', signal, flag }) - 1;
    if (!signal.aborted) return { type: 'signal', handle, flag };
    Atomics.store(flag, 0, 1);
    return { type: 'signal', handle, flag, reason: encode(signal.reason, definition) };
  }
  if (!mayProxy(definition, value, path)) return undefined;
  const answers = own(definition.callbacks, nameOf(path, definition)) === 'await';
  // in the context of the call, as if the function itself had called it
  const run = hooks.AsyncResource.bind(value as (...args: unknown[]) => unknown);
  const ahead = new Int32Array(new SharedArrayBuffer(4));
  return { type: 'callback', handle: proxied.push({ type: 'callback', run, answers, ahead }) - 1, answers, ahead };
}

/** Signals may go anywhere, functions where the compiler has looked at how they are called. */
export function mayProxy(definition: Prepared, value: object, path: Path): boolean {
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
  task.proxied!.forEach((proxied, handle) => {
    if (proxied?.type !== 'signal' || Atomics.load(proxied.flag, 0) === 1) return;
    const { signal, flag } = proxied;
    const tell = () => {
      thread.send({ type: 'abort', call, handle, reason: encode(signal.reason, task.definition) });
      // after the message, which whoever sees the flag looks for
      Atomics.store(flag, 0, 1);
    };
    if (signal.aborted) return tell();
    proxied.unlisten = listen(signal, tell);
    proxied.isUsed = () => !thread.gone && thread.running.get(call) === task;
  });
}

/**
 * The call is over for its caller, and perhaps for its thread: it is told of an abort for as long as it runs there.
 * @public loaded by `require`
 */
export function end(task: Task): void {
  const proxied = task.proxied!;
  proxied.forEach((each, handle) => {
    if (each?.type === 'callback') {
      Atomics.store(each.ahead, 0, OVER);
      Atomics.notify(each.ahead, 0);
    } else if (each?.isUsed?.()) return;
    else each?.unlisten?.();
    proxied[handle] = undefined;
  });
  if (!proxied.some(Boolean)) task.proxied = undefined;
}

/**
 * The call has ended on its thread. Settles it, once its callbacks have returned.
 * @public loaded by `require`
 */
export function ended(task: Task, message: Answer, thread: Thread): void {
  if (task.state === 'settled') return end(task);
  const conclude = () => {
    try {
      thread.conclude(task, message);
    } catch (error) {
      // The message that is handled at the moment may be of another thread.
      task.settle(false, error);
    }
  };
  if (!afterwards(task, conclude)) return thread.conclude(task, message);
  // The thread goes on with other calls, and so does what `limit` holds back. A stream holds its port until it settles.
  if (!task.definition.stream) task.thread = undefined;
  const { release } = task;
  if (release) task.release = undefined;
  release?.(undefined);
}

/**
 * The function on the other thread has called.
 * @public loaded by `require`
 */
export function called(task: Task, message: Called, thread: Thread): void {
  inTurn(task, () => run(task, message, thread));
}

/** Runs a callback, which ends the call where it throws. */
function run(task: Task, { call, handle, args, reply }: Called, thread: Thread): void {
  const { definition } = task;
  const proxied = task.proxied?.[handle];
  if (proxied?.type !== 'callback') {
    // The function goes on, without its caller.
    if (reply !== undefined && !thread.gone)
      thread.send({ type: 'answer', call, reply, error: encode(unanswered(definition), definition) });
    return;
  }
  Atomics.sub(proxied.ahead, 0, 1);
  Atomics.notify(proxied.ahead, 0);
  if (reply !== undefined) task.owed++;
  let result: unknown;
  try {
    result = proxied.run(...unpack(args, definition));
  } catch (error) {
    if (reply === undefined) return task.abandon(error, true);
    result = Promise.reject(error);
  }
  if (reply === undefined) return;
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
 * Gives what acts for a handle where the function runs on this thread after all: as from another one.
 * @public loaded by `require`
 */
export function fromHandle(task: Task, { type, handle }: Pick<Handle, 'type' | 'handle'>): unknown {
  const proxied = task.proxied![handle]!;
  if (type === 'signal') return (proxied as ProxiedSignal).signal;
  const { run, answers } = proxied as ProxiedCallback;
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
      task.abandon(error, true);
    }
    return undefined;
  };
}
