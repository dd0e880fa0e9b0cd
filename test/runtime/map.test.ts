// `map`: a call for each element, results in order, no further ahead than there is use for.
import './held-timers.js';
import { ConfigurationError, configure, TimeoutError } from 'unsync';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { holding } from './held-timers.js';
import { cells, failure, generator, open, run, stub, until } from './stubs.js';

const THREADS = 2;
/** One on each thread, and one that comes next. */
const WINDOW = 2 * THREADS;

configure({ cpuBound: { maxThreads: THREADS }, blocking: { maxThreads: THREADS } });

const file = 'map.mjs';
const identity = stub('identity');
const within = stub('within', 'blocking', { file });

afterEach(() => vi.useRealTimers());

/** Counts up without end, and what was taken of it. */
function source(make: (n: number) => unknown = (n) => n) {
  const seen = { taken: 0, returned: 0 };
  const items = (function* () {
    try {
      for (;;) yield make(seen.taken++);
    } finally {
      seen.returned++;
    }
  })();
  return { seen, items };
}

/** The same, of elements that wait for a gate and then give their numbers; those that are named fail. */
function gated(fails: number[] = [], isOpen = (_: number) => false) {
  const [counts, gate] = [cells(3), cells()];
  const make = (value: number) => ({
    counts,
    value,
    ...(!isOpen(value) && { gate }),
    ...(fails.includes(value) && { error: `${value} failed` }),
  });
  return { ...source(make as never), counts, gate };
}

async function list(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const each of items) all.push(each);
  return all;
}

/** As many as whatever is still under way on this thread may need. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

const kinds = ['cpu-bound', 'blocking', 'background', 'async'] as const;
const done = { done: true, value: undefined };

describe('results', () => {
  test.each(kinds)('%s: in the order of the elements, at once and one by one', async (kind) => {
    const each = stub('identity', kind, { inline: async (value: unknown) => value });
    const numbers = Array.from({ length: 3000 }, (_, n) => n);
    expect(await each.map(numbers)).toEqual(numbers);
    expect(await list(each.map(new Set(numbers)))).toEqual(numbers);
    expect(await list(each.map('text'))).toEqual([...'text']);
    expect(await each.map([])).toEqual([]);
    expect(await list(each.map([]))).toEqual([]);
    async function* asynchronous() {
      for (const n of numbers) {
        if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
        yield n;
      }
    }
    expect(await each.map(asynchronous())).toEqual(numbers);
    expect(await list(each.map(asynchronous()))).toEqual(numbers);
  });

  test('wait for the one before them', async () => {
    const { items, gate, counts } = gated([], (n) => n > 0);
    const iterator = within.map(items)[Symbol.asyncIterator]();
    const asked = [iterator.next(), iterator.next(), iterator.next()];
    await until(() => Atomics.load(counts, 0) > 3);
    const first = await Promise.race([...asked, turns()]);
    expect(first).toBe(undefined);
    open(gate);
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([0, 1, 2]);
    await iterator.return?.();
  });

  test('a map can be the source of another', async () => {
    const twice = stub('twice', 'async', { inline: async (n: number) => n * 2 });
    expect(await twice.map(identity.map([1, 2, 3]))).toEqual([2, 4, 6]);
  });

  test('only one argument is given', async () => {
    expect(await stub('argumentCount').map(['a', 'b'])).toEqual([1, 1]);
  });

  test('promises among the elements are awaited as arguments are', async () => {
    const late = new Promise((resolve) => setImmediate(resolve, 'late'));
    expect(await identity.map([late, identity('called'), 'plain'])).toEqual(['late', 'called', 'plain']);
    const error = new RangeError('never came');
    expect(await failure(identity.map([1, Promise.reject(error)]))).toBe(error);
    const promise = Promise.resolve(1);
    const isPromise = stub('isPromise', 'async', { inline: async (value: unknown) => value === promise });
    expect(await isPromise.map([promise])).toEqual([true]);
  });

  test('each argument is what it is when its call is made', async () => {
    const shown: number[] = [];
    const sum = stub('give', 'cpu-bound', { file: 'environment.mjs', captures: () => ({ shown: shown.length }) });
    const results: any[] = [];
    for await (const { environment, args } of sum.map(source().items)) {
      results.push([environment.shown, args]);
      if (environment.shown > 0) break;
      shown.push(0);
    }
    expect(results.map(([, args]) => args[0])).toEqual([...results.keys()]);
    expect(results[0][0]).toBe(0);
    expect(results.at(-1)[0]).toBeGreaterThan(0);
  });

  test('are taken once: awaited as often as one likes, or iterated', async () => {
    const { items } = source();
    const iterated = identity.map(items);
    const iterator = iterated[Symbol.asyncIterator]();
    expect(() => iterated[Symbol.asyncIterator]()).toThrow(TypeError);
    expect((await failure(iterated)).message).toBe('identity.map: its results are already taken');
    expect(iterator[Symbol.asyncIterator]()).toBe(iterator);
    expect(await iterator.next()).toEqual({ done: false, value: 0 });
    await iterator.return?.();
    const awaited = identity.map([1]);
    expect([await awaited, await awaited]).toEqual([[1], [1]]);
    expect(() => awaited[Symbol.asyncIterator]()).toThrow('identity.map: its results are already taken');
  });
});

describe('ahead', () => {
  test('nothing is taken or called before somebody asks', async () => {
    const { items, seen, counts } = gated();
    const iterator = within.map(items)[Symbol.asyncIterator]();
    await turns();
    expect([seen.taken, counts[0]]).toEqual([0, 0]);
    expect(await iterator.return?.()).toEqual(done);
    expect(seen.taken).toBe(0);
    // A generator that has not begun has no `finally` to run, but it is told.
    expect(items.next().done).toBe(true);
    expect(await iterator.next()).toEqual(done);
  });

  test.each(['at once', 'one by one'])(
    'no more of an endless source is taken than threads can use: %s',
    async (way) => {
      const { items, seen, counts, gate } = gated();
      const controller = new AbortController();
      const mapped = within.map(items, { signal: controller.signal });
      const end = failure(way === 'at once' ? mapped : list(mapped));
      await until(() => counts[0] === THREADS);
      await turns();
      expect(seen.taken).toBe(WINDOW);
      controller.abort(new RangeError('enough'));
      expect((await end).message).toBe('enough');
      expect(seen.returned).toBe(1);
      open(gate);
    },
  );

  test('a consumer that does not ask is waited for', async () => {
    const { items, seen } = source();
    const iterator = identity.map(items)[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 0 });
    for (let taken = -1; taken !== seen.taken; ) {
      taken = seen.taken;
      await identity(0);
      await turns();
    }
    expect(seen.taken).toBeLessThanOrEqual(1024 + 1);
    const [taken] = [seen.taken];
    for (let n = 1; n < taken; n++) expect((await iterator.next()).value).toBe(n);
    await iterator.return?.();
  });

  test('behind a slow element it goes on, but not for ever', async () => {
    const { items, seen, counts, gate } = gated([], (n) => n > 0);
    const iterator = within.map(items)[Symbol.asyncIterator]();
    const first = iterator.next();
    await until(() => Atomics.load(counts, 0) > 4 * WINDOW);
    for (let taken = -1; taken !== seen.taken || Atomics.load(counts, 0) < taken; ) {
      taken = seen.taken;
      await turns();
    }
    expect(seen.taken).toBeLessThanOrEqual(8 * 1024);
    open(gate);
    expect(await first).toEqual({ done: false, value: 0 });
    await iterator.return?.();
  });

  test('an endless source takes no memory', async () => {
    const { stdout, code } = await run(
      `const identity = stub('identity');
      function* items() { for (let n = 0; ; n++) yield Buffer.alloc(20_000, 97 + (n % 26)).toString('latin1'); }
      let count = 0;
      for await (const text of identity.map(items())) if (++count === 10_000) { console.log(text.length, text[0]); break; }`,
      { NODE_OPTIONS: '--max-old-space-size=64', UNSYNC_CPU_BOUND_MAX_THREADS: '2' },
    );
    expect({ stdout, code }).toEqual({ stdout: '20000 p\n', code: 0 });
  });

  test.each([
    ['async', 16, undefined],
    ['async', 3, 3],
    ['async', 40, 40],
    ['background', 16, undefined],
    ['background', 40, 40],
  ] as const)('calls of the kind %s at once: %i', async (kind, most, limit) => {
    const counter = cells(2);
    const inline = async () => {
      Atomics.add(counter, 0, 1);
      await until(() => Atomics.load(counter, 1) === 1);
    };
    const { items, seen } = source(() => counter);
    const iterator = stub('waitAsync', kind, { file, inline }).map(items, { limit })[Symbol.asyncIterator]();
    const first = iterator.next();
    await until(() => Atomics.load(counter, 0) >= most);
    await turns();
    expect([seen.taken, counter[0]]).toEqual([most, most]);
    Atomics.store(counter, 1, 1);
    await first;
    await iterator.return?.();
  });
});

describe('leaving early', () => {
  test('what waits never runs, and the source is told', async () => {
    const { items, seen, counts, gate } = gated();
    const iterator = within.map(items)[Symbol.asyncIterator]();
    const asked = [iterator.next(), iterator.next()];
    await until(() => counts[0] === THREADS);
    // Those that run are to end by themselves, however long this takes here.
    expect(await holding(async () => iterator.return?.())).toEqual(done);
    expect(await Promise.all([...asked, iterator.next()])).toEqual([done, done, done]);
    expect(seen).toEqual({ taken: WINDOW, returned: 1 });
    open(gate);
    await until(() => Atomics.load(counts, 1) === 0);
    expect(await within({ counts: cells(3), value: 'next' })).toBe('next');
    expect([...counts]).toEqual([THREADS, 0, THREADS]);
  });

  test('what runs and does not end is ended with its thread', async () => {
    const [begun, thread] = [cells(), stub('thread', 'blocking', { file })];
    const before = new Set(await thread.map(Array(50)));
    const iterator = stub('spin', 'blocking', { file }).map([begun, begun])[Symbol.asyncIterator]();
    void iterator.next();
    await until(() => begun[0] === THREADS);
    await iterator.return?.();
    const after = new Set(await thread.map(Array(50)));
    expect([...after].some((each) => before.has(each))).toBe(false);
  });

  test('break, while an asynchronous source is being asked', async () => {
    let wake!: () => void;
    const events: string[] = [];
    async function* items() {
      try {
        yield 1;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        events.push('woke');
        yield 2;
      } finally {
        events.push('returned');
      }
    }
    for await (const n of identity.map(items())) {
      expect(n).toBe(1);
      await until(() => !!wake);
      setImmediate(wake);
      break;
    }
    expect(events).toEqual(['woke', 'returned']);
  });

  test('what the source throws when it is told to return is thrown', async () => {
    const items = {
      *[Symbol.iterator]() {
        try {
          for (;;) yield 1;
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: that is what is tested
          throw new RangeError('from finally');
        }
      },
    };
    const leave = async () => {
      for await (const _ of identity.map(items)) break;
    };
    expect((await failure(leave())).message).toBe('from finally');
  });
});

describe('errors', () => {
  test('arrive at their step, and nothing behind them is called', async () => {
    const { items, seen, counts, gate } = gated([2, 3], (n) => n > 1);
    const iterator = within.map(items)[Symbol.asyncIterator]();
    const steps = Array.from({ length: 4 }, () => iterator.next());
    const outcomes = Promise.allSettled(steps);
    await until(() => counts[0] === THREADS);
    expect(seen).toEqual({ taken: WINDOW, returned: 0 });
    open(gate);
    expect((await outcomes).map((each) => (each as any).value ?? (each as any).reason.message)).toEqual([
      { done: false, value: 0 },
      { done: false, value: 1 },
      '2 failed',
      done,
    ]);
    expect(seen.returned).toBe(1);
    expect(await iterator.next()).toEqual(done);
    expect(await iterator.return?.()).toEqual(done);
  });

  test('at once: it rejects with the first error, though calls before it still run', async () => {
    const { items, seen, counts, gate } = gated([1], (n) => n === 1);
    const error = await failure(within.map(items));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe('1 failed');
    expect(seen.returned).toBe(1);
    open(gate);
    await until(() => Atomics.load(counts, 1) === 0);
  });

  test('of the source come after what it gave before', async () => {
    function* items() {
      yield 'a';
      yield 'b';
      throw new RangeError('no more');
    }
    const seen: unknown[] = [];
    const iterate = async () => {
      for await (const each of identity.map(items())) seen.push(each);
    };
    expect((await failure(iterate())).message).toBe('no more');
    expect(seen).toEqual(['a', 'b']);
    expect((await failure(identity.map(items()))).message).toBe('no more');
    async function* later() {
      yield* items();
    }
    expect((await failure(list(identity.map(later())))).message).toBe('no more');
    const broken = { [Symbol.iterator]: () => ({ next: () => undefined as never }) };
    expect(await failure(identity.map(broken))).toBeInstanceOf(TypeError);
  });

  test('of arguments that cannot cross, and of what gives no iterator', async () => {
    expect((await failure(identity.map([1, () => 1]))).code).toBe('ERR_UNSYNC_UNCLONEABLE');
    const items = {
      [Symbol.iterator]: () => {
        throw new RangeError('no iterator');
      },
    };
    expect((await failure(identity.map(items))).message).toBe('no iterator');
  });

  test.each([
    ['a generator', generator('count'), [1], ConfigurationError, 'count is a generator'],
    ['an instance method', stub('m', 'cpu-bound', { instanceOf: Map }), [1], ConfigurationError, 'instance method'],
    ['transfer', identity.options({ transfer: [new ArrayBuffer(1)] }), [1], ConfigurationError, 'transfer'],
    ['a number', identity, 5, TypeError, 'identity.map: what it is given is not iterable'],
    ['nothing', identity, undefined, TypeError, 'not iterable'],
  ])('%s is refused at once', (_, each, items, type, message) => {
    const go = () => (each as unknown as { map(items: unknown): unknown }).map(items);
    expect(go).toThrow(type);
    expect(go).toThrow(message);
  });
});

describe('options', () => {
  test('an aborted signal: nothing is taken', async () => {
    const { items, seen } = source();
    const reason = new RangeError('before');
    expect(await failure(identity.map(items, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(seen.taken).toBe(0);
  });

  test('a signal ends it while only the source is waited for', async () => {
    const controller = new AbortController();
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const end = failure(list(identity.options({ signal: controller.signal }).map(never)));
    await turns();
    controller.abort();
    expect((await end).name).toBe('AbortError');
  });

  test('timeout is that of each call', async () => {
    const { items, gate } = gated([], (n) => n > 0);
    const error = await failure(within.map(items, { timeout: 100 }));
    expect(error).toBeInstanceOf(TimeoutError);
    open(gate);
  });

  test('limit: so many of its calls run at once, and those of its callable', async () => {
    const all = within.options({ limit: 1 });
    const { items, counts } = gated([], () => true);
    const first = Array.from({ length: 20 }, () => items.next().value);
    expect(await within.map(first, { limit: 1 })).toHaveLength(20);
    await Promise.all([all.map(first), all.map(first)]);
    expect(counts[2]).toBe(1);
    for (const limit of [0, -1, 1.5]) expect(() => within.map(first, { limit })).toThrow(ConfigurationError);
  });

  test('priority: its calls go before others that wait', async () => {
    const { stdout } = await run(
      `
      const [gate, log] = [new Int32Array(new SharedArrayBuffer(4)), new Int32Array(new SharedArrayBuffer(160))];
      const blocked = stub('wait')(gate, 1);
      const record = create(() => ({ name: 'record', at: '', kind: 'cpu-bound', key: 'record', worker: workers + 'map.mjs', captures: () => ({ log }), inline() {} }));
      const low = Array.from({ length: 3 }, (_, i) => record(100 + i));
      const high = record.map([1, 2], { priority: 1 }).then((values) => values);
      await Promise.resolve();
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      console.log(String(await high), (await Promise.all([blocked, ...low])).length, String(log.slice(1, 6)));`,
      // Two threads would go on at once; two calls are what a map makes on one.
      { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
    );
    expect(stdout).toBe('1,2 4 1,2,100,101,102\n');
  });
});

describe('maxQueue', () => {
  const prelude = `
    const within = create(() => ({ name: 'within', at: '', kind: 'cpu-bound', key: 'within', worker: workers + 'map.mjs', inline() {} }));
    const until = async (condition) => { while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5)); };
    const [counts, gate] = [new Int32Array(new SharedArrayBuffer(12)), new Int32Array(new SharedArrayBuffer(4))];
    const open = () => { Atomics.store(gate, 0, 1); Atomics.notify(gate, 0); };
    const items = (length) => Array.from({ length }, (_, value) => ({ counts, gate, value }));
    unsync.stats();`;

  test.each([0, 1, 5])('%i: it waits instead of rejecting, and is not even refused', async (maxQueue) => {
    const { stdout, code } = await run(
      `${prelude}
      const all = within.map(items(100)).then((values) => values);
      await until(() => counts[0] === 2);
      open();
      console.log((await all).every((value, i) => value === i), unsync.stats().done, unsync.stats().failed);`,
      { UNSYNC_CPU_BOUND_MAX_THREADS: '2', UNSYNC_CPU_BOUND_MAX_QUEUE: `${maxQueue}` },
    );
    expect({ stdout, code }).toEqual({ stdout: 'true 100 0\n', code: 0 });
  });

  test('it waits for the calls of others, and where a limit holds its own back', async () => {
    const { stdout, code } = await run(
      `${prelude}
      const others = items(4).map((item) => within(item));
      await until(() => counts[0] === 2);
      const one = within.options({ limit: 1 });
      const first = one({ counts, value: 'first' }).catch((error) => error.code);
      const all = one.map(items(10)).then((values) => values);
      setTimeout(open, 30);
      console.log((await all).length, (await Promise.all(others)).length, await first, counts[0]);`,
      { UNSYNC_CPU_BOUND_MAX_THREADS: '2', UNSYNC_CPU_BOUND_MAX_QUEUE: '2' },
    );
    expect({ stdout, code }).toEqual({ stdout: '10 4 ERR_UNSYNC_QUEUE_FULL 14\n', code: 0 });
  });
});

test('on this thread under UNSYNC_INLINE: values are copied, nothing is called before its step', async () => {
  const { stdout } = await run(
    `const calls = [];
    const inline = (item) => (calls.push(item.n), item);
    const items = [{ n: 1 }, { n: 2 }, { n: 3 }];
    for await (const item of stub('identity', 'cpu-bound', inline).map(items)) {
      console.log(item.n, item === items[0], calls.join());
      if (item.n === 2) break;
    }
    console.log(calls.length, (await stub('identity', 'cpu-bound', inline).map(items)).length);`,
    { UNSYNC_INLINE: '1' },
  );
  expect(stdout).toBe('1 false 1\n2 false 1,2\n2 3\n');
});

test('inside a worker it runs there', async () => {
  const [results, thread] = await stub('nestedMap', 'cpu-bound', { file })([1, 2, 3]);
  expect(results).toEqual([1, 2, 3].map((n) => [n, thread]));
});

test('shutdown: calls that were made finish, the next ones reject', async () => {
  const { stdout, code } = await run(
    `const seen = [];
    try {
      for await (const n of stub('identity').map((function* () { for (let n = 0; ; n++) yield n; })())) {
        if (seen.push(n) === 1) void unsync.shutdown();
      }
    } catch (error) { console.log(error.code, seen.length > 0 && seen.every((n, i) => n === i)); }
    await unsync.shutdown();`,
  );
  expect({ stdout, code }).toEqual({ stdout: 'ERR_UNSYNC_SHUTDOWN true\n', code: 0 });
});
