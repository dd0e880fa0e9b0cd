/** What compiled code says that a call is the last to look at is moved, where nobody can tell; all else is copied. */
import { configure } from 'unsync';
import { give } from 'unsync/task';
import { expect, test } from 'vitest';
import { failure, stub } from './stubs.js';

configure({ cpuBound: { maxThreads: 1 } });
const size = 1 << 17;
const lengths = stub('lengths', 'cpu-bound', { file: 'fresh.mjs' });
const bytes = (n = size) => new Uint8Array(n).fill(7);

test('memory at the places that are named is moved, once', async () => {
  const [whole, memory, one, other] = [bytes(), bytes().buffer, bytes(), bytes()];
  const given = [whole, { memory, list: [one, one] }, other];
  expect(await give(lengths, undefined, given, ['0', '1.memory', '1.list.*', '1.nowhere', '7'])).toEqual([
    size,
    { memory: size, list: [size, size] },
    size,
  ]);
  expect([whole.length, memory.byteLength, one.length, other.length]).toEqual([0, 0, 0, size]);
});

test.each([
  ['a view on a part', () => bytes().subarray(1)],
  ['what is small', () => bytes((1 << 16) - 1)],
  ['shared memory', () => new Uint8Array(new SharedArrayBuffer(size))],
  ['what may grow', () => new Uint8Array(new ArrayBuffer(size, { maxByteLength: size * 2 }))],
])('%s stays', async (_, make) => {
  const value = make();
  const { length } = value;
  expect(await give(lengths, undefined, [value], ['0'])).toEqual([length]);
  expect(value.length).toBe(length);
});

test('many calls that give at once each arrive', async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, i) => give(lengths, undefined, [bytes(size + i)], ['0'])),
  );
  expect(all).toEqual(Array.from({ length: 40 }, (_, i) => [size + i]));
});

test('what waits for a promise among the arguments is moved with it', async () => {
  const value = bytes();
  expect(await give(lengths, undefined, [value, Promise.resolve(bytes(3))], ['0'])).toEqual([size, 3]);
  expect(value.length).toBe(0);
});

test('a call that is rejected because another argument can not cross keeps its memory', async () => {
  const value = bytes();
  const error = await failure(give(lengths, undefined, [value, Symbol('no')], ['0']) as PromiseLike<unknown>);
  expect(error.message).toContain('a symbol');
  expect(value.length).toBe(size);
});

test('what stands in the place of a stub is called as it is', () => {
  const value = bytes();
  const holder = { at: 2 };
  function own(this: typeof holder, given: Uint8Array) {
    return given.length * this.at;
  }
  expect(give(own, holder, [value], ['0'])).toBe(size * 2);
  expect(value.length).toBe(size);
});
