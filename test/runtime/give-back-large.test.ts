/** What is given back of much: how little is sent where little is changed, and that nothing of it is missed. */
import { configure, LostWriteError } from 'unsync';
import { expect, test } from 'vitest';
// @ts-expect-error no TypeScript
import { answers, reset } from '../support/answers.mjs';
import { failure, run, stub } from './stubs.js';

configure({ cpuBound: { maxThreads: 1 } });
const task = (key: string, tracked = ['0']) => stub(key, 'cpu-bound', { file: 'give-back.mjs', tracked });

/** Bytes that a call sends back. */
async function bytesOf(call: () => PromiseLike<unknown>): Promise<number> {
  reset(true);
  await call();
  return answers.bytes;
}

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id, half: id / 2, none: id % 2 ? -0 : Number.NaN, at: { x: id / 3 } }));

test('of 32 MB, or 100,000 rows, in which nothing or one is changed, less than 1 kB is sent back', async () => {
  const numbers = new Float64Array(2 ** 22);
  const rows = rowsOf(100_000);
  // what is said once is said before
  await task('look')([]);
  await task('set')([], 0, 1);
  for (const value of [numbers, rows]) {
    expect(await bytesOf(() => task('look')(value))).toBeLessThan(256);
    expect(await bytesOf(() => task('same', [])(value))).toBeLessThan(256);
    expect(await bytesOf(() => task('set')(value, 70_000, 5))).toBeLessThan(1024);
  }
  expect([numbers[69_999], numbers[70_000], rows[70_000]]).toEqual([0, 5, 5]);
  const whole = await bytesOf(() => task('fill')(numbers, 7));
  // as it was, and as it is
  expect(whole).toBeGreaterThan(2 ** 26);
  expect(numbers.every((n) => n === 7)).toBe(true);
});

test('each sort of number is told from the others, wherever it stands', async () => {
  const rows = rowsOf(20_000);
  const before = structuredClone(rows);
  const values = [0.5, -0, 0, Number.NaN, 7, 2 ** 40, -(2 ** 31), 'text', null];
  for (const [nth, value] of values.entries())
    for (const at of [0, 8191, 8192, 19_999]) {
      await task('setIn')(rows, at, nth % 2 ? 'none' : 'half', value);
      before[at]![nth % 2 ? 'none' : 'half'] = value as number;
    }
  expect(rows).toEqual(before);
});

test('objects that are alike and not, one after the other', async () => {
  const rows: Record<string, unknown>[] = Array.from({ length: 1000 }, (_, i) =>
    i % 3 === 0 ? { a: i, b: { c: i } } : i % 3 === 1 ? { b: i, a: { c: i, d: 1 } } : { a: i },
  );
  const before = structuredClone(rows);
  await task('look')(rows);
  expect(rows).toEqual(before);
  await task('setIn')(rows, 500, 'z', 1);
  expect(rows[500]).toEqual({ ...before[500], z: 1 });
  expect(Object.keys(rows[500]!).at(-1)).toBe('z');
});

test('memory that is used again: of other sizes, and with what was in it', async () => {
  for (const size of [2 ** 21, 2 ** 20, 2 ** 21, 3 * 2 ** 20]) {
    const bytes = new Uint8Array(size).fill(1);
    await task('look')(bytes);
    await task('set')(bytes, size - 1, 9);
    await task('set')(bytes, 5, 8);
    expect([bytes[4], bytes[5], bytes[size - 2], bytes[size - 1]]).toEqual([1, 8, 1, 9]);
    await task('fill')(bytes, 3);
    expect(bytes.every((n) => n === 3)).toBe(true);
  }
});

test('what is hidden in one of many is not lost', async () => {
  for (const key of ['hideSymbol', 'hide', 'symbol']) {
    const rows = [{ a: 1 }, { a: 2 }, { a: 3 }];
    const error = (await failure(task(`${key}InLast`)(rows))) as LostWriteError;
    expect(error).toBeInstanceOf(LostWriteError);
    expect(error.path).toMatch(/^argument 1\[2\]/);
  }
});

test('where all objects inherit something that is listed', async () => {
  const { stdout } = await run(`
    const worker = workers + 'give-back.mjs';
    const of = (key) => create(() => ({ name: key, at: '', kind: 'cpu-bound', key, worker, inline: () => {}, tracked: ['0'] }));
    const rows = [{ k: 2, in: { deep: 1 } }, { k: 1 }];
    const [two] = rows;
    await of('sortRows')(rows);
    Object.prototype.listed = { here: true };
    await of('sortRows')(rows);
    await of('list')(rows);
    await of('setFirst')(rows, 'k', 5);
    delete Object.prototype.listed;
    console.log(rows[1] === two, JSON.stringify(rows));`);
  expect(stdout).toBe('true [{"k":5},{"k":2,"in":{"deep":1}}]\n');
});
