// The same in a CommonJS project: package.json says "type": "commonjs", so this file is compiled
// to `require`, and the worker module next to it too. Without top-level await, `result()` is handy.
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** @unsync */
function digest(text: string, rounds: number): string {
  let bytes = Buffer.from(text);
  for (let round = 0; round < rounds; round++) bytes = createHash('sha256').update(bytes).digest();
  return bytes.toString('hex');
}

/** @unsync */
function pack(text: string): Uint8Array {
  return gzipSync(text);
}

const first = digest('hello', 100_000);
const second = digest('world', 100_000);
const packed = pack('hello '.repeat(1000));

// `result()` blocks until the value is there, as the call of an ordinary function would.
console.log(first.result());
console.log(second.result());

packed.then((bytes) => {
  console.log(gunzipSync(bytes).length, 'bytes were packed into less than 100:', bytes.length < 100);
});
