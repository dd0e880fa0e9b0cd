// `shutdown()`: what was accepted is finished, or given up when time is up; then the threads end.

import { clearTimeout, setImmediate, setTimeout } from '../../platform/node/timers.js';
import { ShutdownError } from '../../shared/errors.js';
import type { ShutdownOptions } from '../../types.js';
import { checkTime, refuse } from '../calls/checks.js';
import { shared } from '../state.js';
import { Stream } from '../streams/stream-task.js';
import { allThreads } from '../threads/threads.js';
import { LONGEST_END, retire } from './graceful-shutdown.js';

/** Milliseconds for what may be stuck for good once time is up: native calls, an engine that does not answer, a full pipe. */
const GRACE = 1000;

/** @public loaded by `require` */
export function shutdown(options?: ShutdownOptions | string): Promise<void> {
  let timeout: number;
  try {
    timeout = timeoutOf(options);
  } catch (error) {
    return Promise.reject(error);
  }
  shared.closing ??= close();
  return timeout === Infinity ? shared.closing : within(timeout, shared.closing);
}

async function within(timeout: number, closing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
  const limit = async () => {
    await wait(timeout);
    if (isOver) return;
    giveUp(timeout);
    await wait(LONGEST_END() + GRACE);
  };
  try {
    await Promise.race([closing, limit()]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

/** As the listener of a signal it is given the signal's name. */
function timeoutOf(options: unknown): number {
  if (options === undefined || typeof options === 'string') return Infinity;
  if (typeof options !== 'object' || options === null)
    throw refuse('what shutdown() is given', options, 'an object, as in { timeout: 5000 }');
  const { timeout = Infinity } = options as ShutdownOptions;
  checkTime('shutdown(): the option timeout', timeout);
  // What Node's timers can wait for; a month is for ever.
  return timeout > 2147483647 ? Infinity : timeout;
}

async function close(): Promise<void> {
  for (const thread of allThreads()) {
    thread.lease();
    for (const stream of [...thread.parked.values()]) stream.closeParked();
  }
  if (shared.live.size > 0)
    await new Promise<void>((resolve) => {
      shared.drained = resolve;
    });
  await Promise.all([...allThreads()].map(retire));
  // Ports that are closed are gone at the end of a turn of the event loop.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  await shared.settings?.executor?.close();
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) {
      // A `write` that a program has put there may not call back.
      const { write } = Object.getPrototypeOf(stream) as typeof stream;
      await new Promise<unknown>((resolve) => write.call(stream, '', undefined, resolve));
    }
  }
}

/** Rejects what has not settled, and ends the threads that run it. */
function giveUp(timeout: number): void {
  for (const task of shared.live) {
    const { name } = task.definition;
    const error = new ShutdownError(task.definition, `${name} was ended: shutdown() has waited ${timeout} ms for it`);
    if (task instanceof Stream) task.expel(error);
    else task.abandon(error);
  }
}
