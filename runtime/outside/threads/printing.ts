// Writes what tasks print to the streams of this thread, in order with their results. Loaded with the first print.

import type { Writable } from '../../platform/node/output.js';
import { errorMonitor } from '../../platform/node/output.js';
import { sizeOf, written } from '../../shared/printed.js';
import type { FromWorker } from '../../shared/protocol.js';
import { warn } from '../lifecycle/warnings.js';
import type { Thread } from '../types.js';

type Print = Extract<FromWorker, { type: 'print' }>;

/** Threads hear of these when the stream has room again. */
const held = new Map<Writable, (() => void)[]>();

/** It was said that something could not be written. */
let isSaid = false;

/** @public loaded by `require` */
export function print(thread: Thread, message: Print): void {
  const { stream: name, chunk, encoding } = message;
  if (name !== 'stdout' && name !== 'stderr') throw message;
  const tell = () => written(thread.printed, sizeOf(chunk));
  try {
    // It may be one that the program has put there, to read along.
    const stream = process[name];
    stream.write(chunk as string, encoding);
    if (stream.writableNeedDrain) return hold(stream, tell);
  } catch (error) {
    if (!isSaid)
      warn('UNSYNC_PRINT', `what ${thread.last} printed can't be written: ${(error as Error).message}`, error as Error);
    isSaid = true;
  }
  tell();
}

function hold(stream: Writable, tell: () => void): void {
  const waiting = held.get(stream);
  if (waiting) return void waiting.push(tell);
  held.set(stream, [tell]);
  const events = ['drain', 'close', errorMonitor];
  const go = () => {
    for (const event of events) stream.off(event, go);
    const all = held.get(stream)!;
    held.delete(stream);
    for (const each of all) each();
  };
  for (const event of events) stream.on(event, go);
}

/**
 * A stream that is not written while the event loop is blocked holds nobody up: the caller waits for a thread.
 * @public loaded by `require`
 */
export function holdNobody(): void {
  for (const waiting of held.values()) for (const tell of waiting.splice(0)) tell();
}
