/** What a task says is fresh in its result is moved, where nobody can tell; whatever else stands there is copied. */
import { configure } from 'unsync';
import { expect, test } from 'vitest';
import { failure, stub } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { __unsyncTasks } from './workers/fresh.mjs';

// one thread, which has what the call before has left
configure({ cpuBound: { maxThreads: 1 } });
const task = (key: string, fresh?: string[]) => stub(key, 'cpu-bound', { file: 'fresh.mjs', ...(fresh && { fresh }) });
const left = task('left');
const size = 1 << 14;

test.each([
  ['whole', ['']],
  ['memory', ['']],
  ['inside', ['tiles.*.data', 'nowhere', 'other.at']],
  ['twice', ['0', '1']],
])('%s: what is said to be fresh is moved', async (key, fresh) => {
  const moved = await task(key, fresh)(size);
  expect(await left()).toBe(0);
  expect(moved).toEqual(__unsyncTasks[key](size));
});

test.each([
  ['part', size, size],
  ['shared', size, size],
  ['growing', size, size],
  ['small', 100, 100],
  ['pooled', 0, 11],
  ['poolItself', 0, Buffer.from('x').buffer.byteLength],
])('%s: what a copy would not be like, or is too small, is copied', async (key, bytes, kept) => {
  const given = await task(key, [''])(bytes);
  expect(await left()).toBe(kept);
  expect(given.byteLength).toBe(__unsyncTasks[key](bytes).byteLength);
});

test('a view on a part sends only that', async () => {
  const part = await task('part', [''])(size);
  expect([part.length, part.buffer.byteLength]).toEqual([size - 1, size - 1]);
});

test('what can not be moved is copied', async () => {
  const memory = await task('instance', [''])(65536);
  expect(memory.byteLength).toBe(65536);
});

test('what can not cross rejects the call, and stays', async () => {
  const error = await failure(task('withFunction', ['data'])(size));
  expect(error.message).toContain("f: a function can't cross");
  expect(await left()).toBe(size);
});
