// Which bytes are different.
import { Buffer } from '../../platform/node/globals.js';

/** Compared natively. */
const CHUNK = 4096;

/** Ranges that are nearer to each other are one. */
const NEAR = 256;

/** Ranges of bytes that differ in two memories of one size, as whole values of `unit` bytes. */
export function rangesOf(before: Uint8Array, after: Uint8Array, unit: number): [start: number, end: number][] {
  const a = Buffer.from(before.buffer, before.byteOffset, before.byteLength);
  const b = Buffer.from(after.buffer, after.byteOffset, after.byteLength);
  const ranges: [number, number][] = [];
  let last: [number, number] | undefined;
  for (let from = 0; from < a.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, a.length);
    if (a.compare(b, from, to, from, to) === 0) continue;
    let start = from;
    while (a[start] === b[start]) start++;
    let end = to;
    while (a[end - 1] === b[end - 1]) end--;
    start -= start % unit;
    end = Math.min(a.length, Math.ceil(end / unit) * unit);
    if (last && start - last[1] < NEAR) last[1] = end;
    else ranges.push((last = [start, end]));
  }
  return ranges;
}
