// Memory as it was, on the side where a function may write to it.
import { rangesOf } from './ranges.js';
import { keepSpare, takeSpare } from './spare.js';

/** A copy of it. */
export function keepBytes(buffer: ArrayBuffer): Uint8Array<ArrayBuffer> {
  const { byteLength } = buffer;
  const spare = takeSpare(byteLength);
  if (!spare) return new Uint8Array(buffer.slice(0));
  const copy = new Uint8Array(spare, 0, byteLength);
  copy.set(new Uint8Array(buffer));
  return copy;
}

/** Bytes side by side: those that are gone, or new, or both. In memory of their own, to be moved. */
interface Changed {
  readonly start: number;
  readonly was?: Uint8Array<ArrayBuffer> | undefined;
  readonly is?: Uint8Array<ArrayBuffer> | undefined;
}

/**
 * What is different, as whole values of `unit` bytes.
 * @param before what `keepBytes` gave; it is used up
 */
export function changedBytes(before: Uint8Array<ArrayBuffer>, buffer: ArrayBuffer, unit: number): Changed[] {
  const common = Math.min(buffer.byteLength, before.byteLength);
  const now = new Uint8Array(buffer);
  const changes: Changed[] = [];
  if (now.length > common) changes.push({ start: common, is: now.slice(common) });
  if (before.length > common) changes.push({ start: common, was: before.slice(common) });
  const ranges = rangesOf(before.subarray(0, common), now.subarray(0, common), unit);
  const largest = ranges.reduce((most, [start, end]) => Math.max(most, end - start), 0);
  if (common === before.buffer.byteLength && largest > common / 2)
    // nobody else has it: to move all costs less than to copy the half
    return [...changes, { start: 0, was: before, is: now.slice(0, common) }];
  for (const [start, end] of ranges) changes.push({ start, was: before.slice(start, end), is: now.slice(start, end) });
  keepSpare(before.buffer);
  return changes;
}
