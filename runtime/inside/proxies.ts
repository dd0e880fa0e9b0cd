// Stand-ins for functions and signals that stayed with the caller. Loaded with the first of them.

import { AbortController, AbortSignal, Atomics } from '../platform/node/globals.js';
import { setImmediate } from '../platform/node/timers.js';
import { FARTHEST, unanswered } from '../shared/callback.js';
import { UnsyncError } from '../shared/errors.js';
import { decode } from '../shared/failure.js';
import { pack, unpack } from '../shared/pack.js';
import type { Encoded, Handle } from '../shared/packed.js';
import type { FromWorker, ToWorker } from '../shared/protocol.js';
import { explain } from '../shared/refusal.js';
import type { Running } from './types.js';

interface Port {
  send(message: FromWorker, transfer?: readonly object[]): void;
  /** Reads what has arrived while this thread is at work: aborts take effect, all else waits its turn. */
  listen(): void;
}

interface Reply {
  readonly running: Running;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const replies = new Map<number, Reply>();
/** By call and handle. */
const controllers = new Map<string, AbortController>();
/** Of calls whose function has not begun. */
const early = new Map<string, Encoded>();
let lastReply = 0;

/** @public loaded by `require` */
export function fromHandle(running: Running, handle: Handle, port: Port): unknown {
  return handle.type === 'signal' ? signal(running, handle, port) : callback(running, handle, port);
}

function callback(running: Running, { handle, answers, ahead }: Handle & { type: 'callback' }, port: Port): unknown {
  const { call, task } = running;
  return (...args: unknown[]) => {
    if (running.settled)
      throw new UnsyncError(
        'ERR_UNSYNC_CALLBACK',
        `${task.name}: a callback was called after the call had ended`,
        task,
      );
    const transfer: object[] = [];
    const message = { type: 'callback', call, handle } as const;
    try {
      const packed = pack(args, task, transfer);
      // Its caller has given up the call, which goes on all the same.
      if (!waitFor(ahead)) return answers ? Promise.reject(unanswered(task)) : undefined;
      if (!answers) return port.send({ ...message, args: packed }, transfer);
      const reply = ++lastReply;
      port.send({ ...message, args: packed, reply }, transfer);
      return new Promise((resolve, reject) => {
        replies.set(reply, { running, resolve, reject });
      });
    } catch (error) {
      throw explain(error, args, 'argument of a callback', task);
    }
  };
}

/** Waits until the callback may be called; gives whether anybody hears of it. */
function waitFor(ahead: Int32Array): boolean {
  let calls: number;
  while ((calls = Atomics.load(ahead, 0)) >= FARTHEST) Atomics.wait(ahead, 0, calls, 1000);
  if (calls < 0) return false;
  Atomics.add(ahead, 0, 1);
  return true;
}

/** A real signal, which also shows an abort to a loop that does not let the event loop turn. */
function signal({ call, task }: Running, { handle, flag, reason }: Handle & { type: 'signal' }, port: Port): unknown {
  const controller = new AbortController();
  const name = `${call} ${handle}`;
  const { signal } = controller;
  if (reason) {
    controller.abort(decode(reason, task));
    return signal;
  }
  controllers.set(name, controller);
  // It was aborted after the call, and before its function began: who listens as it begins is to hear of it.
  const deliver = () => early.has(name) && abortNow(name, early.get(name)!, task);
  if (early.has(name)) setImmediate(deliver);
  const look = () => {
    if (deliver()) return;
    if (Atomics.load(flag, 0) === 1 && controllers.has(name)) port.listen();
  };
  const { prototype } = AbortSignal;
  const read = (key: 'aborted' | 'reason') => {
    const { get } = Object.getOwnPropertyDescriptor(prototype, key)!;
    return { configurable: true, get: () => (look(), get!.call(signal) as unknown) };
  };
  const throwIfAborted = { configurable: true, value: () => (look(), prototype.throwIfAborted.call(signal)) };
  return Object.defineProperties(signal, { aborted: read('aborted'), reason: read('reason'), throwIfAborted });
}

/**
 * The call has settled: nothing more comes for its proxies.
 * @public loaded by `require`
 */
export function release({ call }: Running): void {
  for (const names of [controllers, early])
    for (const name of names.keys()) if (name.startsWith(`${call} `)) names.delete(name);
  for (const [reply, { running }] of replies) if (running.call === call) replies.delete(reply);
}

/** @public loaded by `require` */
export function answer({ reply, value, error }: Extract<ToWorker, { type: 'answer' }>): void {
  if (!(reply <= lastReply)) throw new Error('an answer to nothing');
  const waiting = replies.get(reply);
  if (!waiting) return;
  replies.delete(reply);
  const { task } = waiting.running;
  if (error) waiting.reject(decode(error, task));
  else waiting.resolve(unpack(value!, task)[0]);
}

/**
 * @param isComing whether the call is still to get its signal; else it has one, or has ended meanwhile
 * @public loaded by `require`
 */
export function abort({ call, handle, reason }: Extract<ToWorker, { type: 'abort' }>, isComing: boolean): void {
  if (!(call > 0 && handle >= 0)) throw new Error('an abort of nothing');
  const name = `${call} ${handle}`;
  if (controllers.has(name)) abortNow(name, reason, { classes: () => ({}) });
  else if (isComing) early.set(name, reason);
}

function abortNow(name: string, reason: Encoded, task: Parameters<typeof decode>[1]): boolean {
  const controller = controllers.get(name);
  controllers.delete(name);
  early.delete(name);
  controller?.abort(decode(reason, task));
  return !!controller;
}
