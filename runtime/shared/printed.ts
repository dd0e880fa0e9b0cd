// Counts what a thread has printed and its caller has not written yet: a counter for each thread, which both share. A
// thread that is far ahead waits, as a program does that prints to a pipe: otherwise what it prints would fill the
// caller's memory.
import { Atomics } from '../platform/node/globals.js';

/** Bytes that a message takes beside its text. */
const EACH = 512;

/** Of such a thread. */
const FARTHEST = 2 ** 20;

/** Milliseconds without any of it being written: a caller may be waiting for this thread with other means than ours. */
const PATIENCE = 1000;

/** Bytes, about. */
export function sizeOf(chunk: string | Uint8Array): number {
  return Math.min(chunk.length, 2 ** 29) + EACH;
}

/** In the thread, when it has sent something to be written. */
export function printed(ahead: Int32Array, size: number): void {
  Atomics.add(ahead, 0, size);
  for (let bytes: number; (bytes = Atomics.load(ahead, 0)) > FARTHEST; )
    if (Atomics.wait(ahead, 0, bytes, PATIENCE) === 'timed-out') return;
}

/** On the caller's side, when that is written. */
export function written(ahead: Int32Array, size: number): void {
  Atomics.sub(ahead, 0, size);
  Atomics.notify(ahead, 0);
}
