/** What a call in a worker changes of what it was given is what the same call changes in place. */
import { ConflictError, configure, LostWriteError } from 'unsync';
import { expect, test } from 'vitest';
// @ts-expect-error no TypeScript
import * as graphs from '../support/graphs.mjs';
import { failure, run, stub } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { __unsyncTasks } from './workers/give-back.mjs';

configure({ cpuBound: { maxThreads: 2 } });
const { classes } = graphs;
const task = (key: string, tracked = ['0'], extra: object = {}) =>
  stub(key, 'cpu-bound', {
    file: 'give-back.mjs',
    tracked,
    classes: () => classes,
    inline: __unsyncTasks[key],
    ...extra,
  });

/** How a call ends. */
const outcome = async (call: () => unknown): Promise<unknown[]> => {
  try {
    return ['returned', await call()];
  } catch (error) {
    if (error instanceof Error) throw error;
    return ['thrown', error];
  }
};

async function compare(seed: number, mutate: (...args: any) => unknown): Promise<string | undefined> {
  const [plain, given] = [graphs.build(seed), graphs.build(seed)];
  const [ours, theirs] = [graphs.reached(plain), graphs.reached(given)];
  const there = outcome(() => mutate(seed + 7, ...given));
  const here = await outcome(() => graphs.mutate(seed + 7, plain));
  return graphs.difference([plain, ours, here], [given, theirs, await there]);
}

// UNSYNC_GRAPHS=100000 for more
const count = Number(process.env.UNSYNC_GRAPHS ?? 1500);

test('random graphs, and random programs that change them: as in place, identity and order included', async () => {
  const mutate = task('mutate', ['1+']);
  const bad: string[] = [];
  for (let seed = 1; seed <= count; seed += 32)
    await Promise.all(
      Array.from({ length: 32 }, async (_, i) => {
        const found = await compare(seed + i, mutate);
        if (found !== undefined) bad.push(`seed ${seed + i}: ${found}`);
      }),
    );
  expect(bad).toEqual([]);
}, 1_000_000);

/** A call, and a program of its caller's that runs meanwhile: what must not be, or how it ended. */
async function meanwhile(seed: number, mutate: (...args: any) => Promise<unknown>): Promise<string> {
  const build = () => graphs.build(seed, { frozen: false });
  const [ofCall, ofCaller, both] = [build(), build(), build()];
  const [callObjects, callerObjects, objects] = [ofCall, ofCaller, both].map(graphs.reached);
  const before: Map<string, string> = graphs.placesOf(objects);
  await outcome(() => graphs.mutate(seed + 7, ofCall));
  await outcome(() => graphs.mutate(seed + 900_001, ofCaller));
  const [after, callers]: Map<string, string>[] = [graphs.placesOf(callObjects), graphs.placesOf(callerObjects)];
  const call = mutate(seed + 7, ...both).then(
    () => true,
    (error: unknown) => !(error instanceof ConflictError),
  );
  await outcome(() => graphs.mutate(seed + 900_001, both));
  const isApplied = await call;
  const written: string[] = graphs.changedPlaces(before, after);
  const changed = new Set<string>(graphs.changedPlaces(before, callers!));
  const missed = written.filter((place) => changed.has(place));
  if (isApplied && missed.length) return `seed ${seed}: missed ${missed.join(', ')}`;
  const expected = new Map(callers);
  if (isApplied)
    for (const place of written) {
      const value = after!.get(place);
      if (value === undefined) expected.delete(place);
      else expected.set(place, value);
    }
  const wrong: string[] = graphs.changedPlaces(expected, graphs.placesOf(objects));
  if (wrong.length) return `seed ${seed}: ${isApplied ? 'applied' : 'refused'}, but ${wrong.join(', ')}`;
  return isApplied ? 'applied' : missed.length ? 'conflict' : 'conflict of order';
}

test('what is changed by both is a conflict, and nothing is put in place; all else is merged', async () => {
  const mutate = task('mutate', ['1+']) as unknown as (...args: any) => Promise<unknown>;
  const ends: Record<string, number> = {};
  for (let seed = 1; seed <= count; seed += 32)
    for (const end of await Promise.all(Array.from({ length: 32 }, (_, i) => meanwhile(seed + i, mutate))))
      ends[end] = (ends[end] ?? 0) + 1;
  expect(Object.keys(ends).filter((end) => end.startsWith('seed'))).toEqual([]);
  expect(ends['conflict']).toBeGreaterThan(count / 10);
  expect(ends['applied']).toBeGreaterThan(count / 4);
  // of order, of half a value, of what was put into a hole that is cut off
  expect(ends['conflict of order'] ?? 0).toBeLessThan(count / 20);
}, 1_000_000);

test('objects are sorted in place, and the result is the very array', async () => {
  const rows = [{ k: 2 }, { k: 1 }];
  const [two, one] = rows;
  expect(await task('sortRows')(rows)).toBe(rows);
  expect(rows[0]).toBe(one);
  expect(rows[1]).toBe(two);
});

test('all is in place before the call settles', async () => {
  const row = { a: 0 };
  const seen = await task('set')(row, 'a', 5).then(() => row.a);
  expect(seen).toBe(5);
});

test.each([
  ['cpu-bound', 'set'],
  ['blocking', 'set'],
  ['background', 'setLater'],
] as const)('%s', async (kind, key) => {
  const row = { a: 0 };
  await stub(key, kind, { file: 'give-back.mjs', tracked: ['0'] })(row, 'a', 5);
  expect(row.a).toBe(5);
});

test('what was changed before the function threw is given back, and the error has the objects', async () => {
  const row: Record<string, unknown> = { a: 0 };
  const error = (await failure(task('setAndThrow')(row))) as Error & { object: unknown };
  expect(error).toBeInstanceOf(RangeError);
  expect(row.self).toBe(row);
  expect(row.error).toBe(error);
  expect(error.object).toBe(row);
});

test('what is new in an argument and in an error is one object', async () => {
  const rows: { k: number; in: object[] }[] = [];
  const error = (await failure(task('pushAndThrow')(rows))) as Error & { last: object; deep: object };
  expect(error.last).toBe(rows[0]);
  expect(error.deep).toBe(rows[0]!.in[0]);
});

test('two calls that change one place are a conflict, and nothing of the second is applied', async () => {
  const rows: number[] = [];
  const push = task('push');
  const settled = await Promise.allSettled([push(rows, 1), push(rows, 2)]);
  const [refused] = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(refused).toBeInstanceOf(ConflictError);
  expect(refused).toMatchObject({ code: 'ERR_UNSYNC_CONFLICT', path: expect.stringMatching(/^argument 1/) });
  expect(refused.message).toContain('await the first');
  expect(rows).toHaveLength(1);
});

test('with a limit of 1, too: arguments are what they were at the call', async () => {
  const rows: number[] = [];
  const push = task('push').options({ limit: 1 });
  const settled = await Promise.allSettled([push(rows, 1), push(rows, 2)]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(rows).toEqual([1]);
});

test('what the caller changes meanwhile elsewhere stays', async () => {
  const row = { a: 0, b: 1 };
  const done = task('set')(row, 'a', 5);
  row.b = 2;
  await done;
  expect(row).toEqual({ a: 5, b: 2 });
});

test('a conflict names the path, and has what was thrown as its cause', async () => {
  const deep = { rows: [{ done: 1 }] };
  const done = task('setFirst', ['0'], { parameters: ['rows', 'key', 'value'] })(deep.rows, 'done', 2);
  deep.rows[0]!.done = 3;
  const error = (await failure(done)) as ConflictError;
  expect(error.path).toBe('rows[0].done');
  expect(deep.rows[0]!.done).toBe(3);
  const row = { a: 0 };
  const thrown = task('setAndThrow')(row);
  row.a = 7;
  expect(((await failure(thrown)) as Error).cause).toBeInstanceOf(RangeError);
  expect(row).toEqual({ a: 7 });
});

test.each([
  ['symbol', {}, /symbol/],
  ['freeze', { deep: {} }, /frozen/],
  ['putFunction', {}, /a function can't cross/],
  ['hide', {}, /not enumerable/],
  ['accessor', { a: 2 }, /accessor/],
  ['prototype', {}, /prototype/],
  ['changeError', new Error('one'), /of an? .* nothing is given back/],
])('%s: what can not be given back is an error with its path', async (key, given, why) => {
  const before = structuredClone(given);
  const error = (await failure(task(key)(given))) as LostWriteError;
  expect(error).toBeInstanceOf(LostWriteError);
  expect(error.code).toBe('ERR_UNSYNC_LOST_WRITE');
  expect(error.message).toMatch(why);
  expect(error.path).toMatch(/^argument 1/);
  expect(given).toEqual(before);
});

test('what is frozen throws in the worker as in place', async () => {
  const row = Object.freeze({ a: 0 });
  expect(await failure(task('set')(row, 'a', 5))).toBeInstanceOf(TypeError);
  expect(row.a).toBe(0);
});

test('an accessor, or what is read-only, is left alone', async () => {
  const row = {
    get a() {
      return 1;
    },
  };
  expect(await failure(task('set')(row, 'a', 5))).toBeInstanceOf(LostWriteError);
  const fixed = Object.defineProperty({ b: 1 }, 'a', { value: 1, enumerable: true });
  expect(await failure(task('set')(fixed, 'a', 5))).toBeInstanceOf(LostWriteError);
  expect((fixed as { a?: number }).a).toBe(1);
});

test('a setter of the caller does not run', async () => {
  class Odd {
    set a(_value: number) {
      throw new Error('it ran');
    }
  }
  const row = Object.setPrototypeOf({}, null) as object;
  await task('set')(row, '__proto__', 5);
  expect(Object.getOwnPropertyDescriptor(row, '__proto__')?.value).toBe(5);
  expect(Object.getOwnPropertyNames(Odd.prototype)).toContain('a');
});

test('more than fits on the stack', async () => {
  const rows = Array.from({ length: 300_000 }, (_, k) => ({ k: -k }));
  const last = rows.at(-1);
  await task('sortRows')(rows);
  expect(rows[0] === last).toBe(true);
});

test('whatever is global by then', async () => {
  const { stdout } = await run(`
    const worker = workers + 'give-back.mjs';
    const sortRows = create(() => ({ name: 'sortRows', at: '', kind: 'cpu-bound', key: 'sortRows', worker, inline: () => {}, tracked: ['0'] }));
    await sortRows([]);
    globalThis.Uint32Array = class {};
    const rows = Array.from({ length: 20 }, (_, k) => ({ k: -k }));
    const last = rows.at(-1);
    await sortRows(rows);
    console.log(rows[0] === last);`);
  expect(stdout).toBe('true\n');
});

test('views of a part of a buffer', async () => {
  const memory = new Uint8Array(64);
  const part = memory.subarray(16, 32);
  expect(await task('fill')(part, 7)).toBe(part);
  expect([memory[15], memory[16], memory[31], memory[32]]).toEqual([0, 7, 7, 0]);
  const pooled = Buffer.from('pooled');
  const other = Buffer.from('other');
  await task('set')(pooled, 0, 90);
  expect([pooled.toString(), other.toString()]).toEqual(['Zooled', 'other']);
});

test('an index among names is no other order of these', async () => {
  const row: Record<string, number> = { x: 1, y: 2 };
  const done = task('set')(row, '0', 5);
  row['y'] = 3;
  await done;
  expect(row).toEqual({ 0: 5, x: 1, y: 3 });
});

test('half a number is none', async () => {
  const numbers = new Float64Array(2);
  const done = task('set')(numbers, 0, 1.1);
  numbers[0] = 3;
  expect(await failure(done)).toBeInstanceOf(ConflictError);
  const other = task('set')(numbers, 0, 1.1);
  numbers[1] = 4;
  await other;
  expect([...numbers]).toEqual([1.1, 4]);
});

test('shared memory is not given back: it was never away', async () => {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  await task('set')(shared, 0, 4);
  expect(shared[0]).toBe(4);
});

test('what is transferred is not given back', async () => {
  const bytes = new Uint8Array(100);
  await task('set').options({ transfer: [bytes.buffer] })(bytes, 0, 4);
  expect(bytes.byteLength).toBe(0);
});

test('what is transferred and comes back is not the caller’s own, which has lost it', async () => {
  const bytes = new Uint8Array(100);
  const filled = await task('fill').options({ transfer: [bytes.buffer] })(bytes, 4);
  expect([filled.byteLength, filled[3], bytes.byteLength]).toEqual([100, 4, 0]);
  const image = { size: 1, pixels: new Uint8Array(100) };
  const { first } = await task('first').options({ transfer: [image.pixels.buffer] })([image]);
  expect(first === image).toBe(false);
  expect(first.pixels.byteLength).toBe(100);
});

test('a getter that gives another object each time is an error, and no wrong object', async () => {
  let times = 0;
  const odd = {
    get rows() {
      return Array.from({ length: times++ }, () => ({}));
    },
  };
  expect(((await failure(task('first')([odd]))) as Error).message).toContain('getter');
});

test('a buffer that grows', async () => {
  type Resizable = ArrayBuffer & { resize(size: number): void };
  const Growing = ArrayBuffer as unknown as new (size: number, options: { maxByteLength: number }) => Resizable;
  const bytes = new Uint8Array(new Growing(16, { maxByteLength: 64 }));
  bytes[3] = 7;
  await task('grow')(bytes, 48);
  expect([bytes.byteLength, bytes[40], bytes[3]]).toEqual([48, 9, 7]);
});

test('few indices among many', async () => {
  const sparse: unknown[] = [];
  sparse[5e7] = { deep: 1 };
  expect(await task('push')(sparse, 5)).toBe(5e7 + 2);
  expect(Object.keys(sparse)).toEqual(['50000000', '50000001']);
});

test('a cache is filled, and what is taken from it is what is in it', async () => {
  const cache = new Map<string, { cache: unknown }>();
  const found = await task('remember')(cache, 'k');
  expect(cache.get('k')).toBe(found);
  expect(found.cache).toBe(cache);
});

test('a list of 1000', async () => {
  let list: { next: unknown; v?: number } = { next: null };
  for (let i = 0; i < 1000; i++) list = { next: list };
  await task('set')(list, 'v', 1);
  expect(list.v).toBe(1);
});

test('where nothing is changed, what the result has of the arguments is the caller’s own', async () => {
  const rows = [{ k: 1 }];
  const { first } = await task('first', [])(rows);
  expect(first).toBe(rows[0]);
});

test('captured variables', async () => {
  const rows: number[] = [];
  const done = { count: 0 };
  const run = task('setCaptured', ['.rows', '.done'], { captures: () => ({ rows, done }) });
  const result = await run(4);
  expect([rows, done]).toEqual([[4], { count: 1 }]);
  expect(result.rows).toBe(rows);
  const late = run(5);
  rows.push(6);
  expect(((await failure(late)) as ConflictError).path).toMatch(/^rows/);
});

test('fields of this, and what is in them', async () => {
  const point = new classes.Point(1, []);
  const add = task('add', ['this'], { instanceOf: classes.Point });
  expect(await add.call(point, 2)).toBe(point);
  expect(point).toEqual(new classes.Point(3, [2]));
  point.y.push(point);
  await add.call(point, 2);
  expect([point.x, point.y]).toEqual([5, [2, point, 2]]);
});

test('a class that has nothing but fields arrives as a plain object, and what is changed in it comes back', async () => {
  class Path {
    at = 0;
    segments = [{ k: 2 }, { k: 1 }];
  }
  const path = new Path();
  const [two] = path.segments;
  await task('set')(path, 'at', 3);
  await task('setFirst')(path.segments, 'k', 5);
  expect(await task('first')([path])).toEqual({ first: path });
  expect([path.at, path.segments[0] === two, two!.k]).toEqual([3, true, 5]);
});

test('promises among the arguments: what the others have is given back, and what they come to', async () => {
  const row = { a: 0 };
  const later = { a: 0 };
  await task('set')(row, 'a', Promise.resolve(later));
  expect(row.a).toBe(later);
});

test('nothing is applied of a call that is cancelled, times out, or whose thread dies', async () => {
  const row = { a: 0 };
  const cancelled = task('spin')(row);
  setTimeout(() => cancelled.cancel(), 50);
  await failure(cancelled);
  await failure(task('spin').options({ timeout: 50 })(row));
  await failure(task('exit')(row));
  expect(row).toEqual({ a: 0 });
});

test('with the event loop blocked', () => {
  const rows = [{ k: 2 }, { k: 1 }];
  expect(task('sortRows')(rows).result()).toBe(rows);
  expect(rows[0]!.k).toBe(1);
  const calls = Array.from({ length: 20 }, () => [{ k: 2 }, { k: 1 }]).map(
    (each) => [each, task('sortRows')(each)] as const,
  );
  for (const [each, call] of calls) {
    expect(call.result()).toBe(each);
    expect(each[0]!.k).toBe(1);
  }
});

test('map', async () => {
  const all = Array.from({ length: 50 }, (_, i) => [{ k: i }, { k: 0 }]);
  const sorted: unknown[] = [];
  for await (const each of task('sortRows').map(all)) sorted.push(each);
  expect(sorted).toEqual(all);
  sorted.forEach((each, i) => expect(each).toBe(all[i]));
  expect(all[7]![0]!.k).toBe(0);
});
