/**
 * What every contender calls. Compiled by tspc, this is unsync's contender; compiled by tsc, which takes the marks
 * for comments, it is what the workers of the others import, and what runs inline.
 */
import { threadId } from 'node:worker_threads';

/** @unsync */
export function increment(n: number): number {
  return n + 1;
}

/** Computes for as long as `iterations` say; the result depends on each of them, and tells the thread: see `spun`. */
/** @unsync */
export function spin(iterations: number): number {
  let x = 0x9e3779b9;
  for (let i = 0; i < iterations; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  return (x >>> 0) * 1024 + threadId;
}

/** Gives back the bytes of which it has the last; a parameter may not be written to, so they come back as they are. */
/** @unsync */
export function echo(bytes: Uint8Array): Uint8Array {
  if (bytes[bytes.length - 1] !== 7) throw new Error('the bytes did not arrive');
  return bytes;
}

/** @unsync */
export function fresh(size: number): Uint8Array {
  return new Uint8Array(size).fill(7, size - 1);
}

/** Says in `gate[1]` that it has begun, and blocks its thread until `gate[0]` is set. */
/** @unsync cpu-bound */
export function hold(gate: Int32Array): number {
  Atomics.add(gate, 1, 1);
  Atomics.notify(gate, 1);
  Atomics.wait(gate, 0, 0);
  return threadId;
}

/** A task that calls another marked function, one call after the other. */
/** @unsync cpu-bound */
export async function nested(calls: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < calls; i++) sum = await increment(sum);
  return sum;
}

/** @unsync */
export async function later(n: number): Promise<number> {
  return n + 1;
}
