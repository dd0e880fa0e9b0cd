// Large memory that is used again: most of what a copy of 32 MB takes is that the system has to give new pages for it.
import { clearTimeout, setTimeout } from '../../platform/node/timers.js';

/** Bytes: smaller memory is had as fast, and larger is not to be held for what may never come. */
const LEAST = 1 << 20;
const MOST = 1 << 26;

/** Milliseconds that it is held for the next call. */
const HELD = 1000;

let spare: ArrayBuffer | undefined;
let timer: NodeJS.Timeout | undefined;

/** Its first bytes are for who takes it; whatever is in it. */
export function takeSpare(size: number): ArrayBuffer | undefined {
  if (size < LEAST || !spare || spare.byteLength < size) return undefined;
  const taken = spare;
  dropSpare();
  return taken;
}

/** Nobody uses that memory any more. */
export function keepSpare(memory: ArrayBuffer): void {
  if (memory.byteLength < LEAST || memory.byteLength > MOST) return;
  spare = memory;
  clearTimeout(timer);
  timer = setTimeout(dropSpare, HELD).unref();
}

export function dropSpare(): void {
  spare = undefined;
}
