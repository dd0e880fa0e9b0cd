// How many calls run, wait and follow each other on a thread.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from 'unsync';
import { expect, test } from 'vitest';
import { cells, failure, generator, open, run, stub, until } from './stubs.js';

const file = 'limits.mjs';
const within = stub('within', 'blocking', { file });
const add = stub('add', 'blocking');

/** For programs: stubs of limits.mjs, cells, and a way to wait. */
const prelude = `
  const limits = (key, kind = 'cpu-bound', extra = {}) => create(() => ({ name: key, at: 'a.ts:1:1', kind, key,
    worker: workers + 'limits.mjs', inline: () => 'inline', ...extra }));
  const cells = (count = 1) => new Int32Array(new SharedArrayBuffer(4 * count));
  const open = (gate) => { Atomics.store(gate, 0, 1); Atomics.notify(gate, 0); };
  const until = async (condition) => { while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 5)); };
  const counts = cells(2), gate = cells();
`;

test('a call past maxQueue rejects, those accepted finish, and then there is room again', async () => {
  const { stdout, code } = await run(
    `${prelude}
    const within = limits('within');
    const accepted = [0, 1, 2].map((i) => within(counts, gate, i));
    const error = await within(counts, gate, 3).catch((error) => error);
    console.log(error instanceof unsync.QueueFullError, error instanceof unsync.UnsyncError);
    console.log(error.name, error.code, error.task, error.at, error.limit, error.message);
    console.log(await limits('within', 'blocking')(cells(2), cells().fill(1), 'another kind'));
    accepted[1].cancel();
    const third = within(counts, gate, 'in place of a cancelled one');
    console.log((await within(counts, gate, 4).catch((error) => error)).code);
    console.log(accepted[2].result());
    const fourth = within(counts, gate, 'in place of one that was run here');
    open(gate);
    console.log(await accepted[0], await third, await fourth);
    console.log(await Promise.all([0, 1, 2].map((i) => within(counts, gate, i))));`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_CPU_BOUND_MAX_QUEUE: '2' },
  );
  expect(stdout.trim().split('\n')).toEqual([
    'true true',
    'QueueFullError ERR_UNSYNC_QUEUE_FULL within a.ts:1:1 2 within: 2 cpu-bound calls wait already',
    'another kind',
    'ERR_UNSYNC_QUEUE_FULL',
    'inline',
    '0 in place of a cancelled one in place of one that was run here',
    '[ 0, 1, 2 ]',
  ]);
  expect(code).toBe(0);
});

test('maxQueue 0 admits what a thread can take at once', async () => {
  const { stdout } = await run(
    `${prelude}
    const settled = await Promise.allSettled([0, 1, 2, 3].map((i) => {
      const call = limits('within', 'blocking')(counts, gate, i);
      if (i === 3) open(gate);
      return call;
    }));
    console.log(settled.map(({ value, reason }) => value ?? reason.limit).join());`,
    { UNSYNC_BLOCKING_MAX_THREADS: '2', UNSYNC_BLOCKING_MAX_QUEUE: '0' },
  );
  expect(stdout).toBe('0,1,0,0\n');
});

test('calls that a limit holds back count as waiting, one that a thread takes at once does not', async () => {
  const { stdout } = await run(
    `${prelude}
    const one = limits('within', 'blocking').options({ limit: 1 });
    const calls = [0, 1, 2].map((i) => one(counts, gate, i));
    console.log((await one(counts, gate, 3).catch((error) => error)).code);
    // Threads are free.
    console.log(await limits('seen', 'blocking')(counts, 0) <= 1, await limits('within', 'blocking').options({ limit: 1 })(cells(2), cells().fill(1), 'at once'));
    open(gate);
    console.log(await Promise.all(calls));`,
    { UNSYNC_BLOCKING_MAX_THREADS: '4', UNSYNC_BLOCKING_MAX_QUEUE: '2' },
  );
  expect(stdout).toBe('ERR_UNSYNC_QUEUE_FULL\ntrue at once\n[ 0, 1, 2 ]\n');
});

test('limit: so many run at once, the others wait without a thread', async () => {
  const counts = cells(2);
  const gate = cells();
  const two = within.options({ limit: 2 });
  const derived = two.options({ timeout: 60_000 });
  const calls = Array.from({ length: 20 }, (_, i) => (i % 2 ? two : derived)(counts, gate, i));
  await until(() => Atomics.load(counts, 0) === 2);
  // There are threads for others, and for the same function through another callable.
  expect(await Promise.all(Array.from({ length: 20 }, (_, i) => add(i, 1)))).toHaveLength(20);
  const open1 = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  expect(await within(cells(2), open1, 'apart')).toBe('apart');
  expect(await within.options({ limit: 2 })(cells(2), open1, 'another limit')).toBe('another limit');
  expect(Atomics.load(counts, 0)).toBe(2);
  open(gate);
  expect(await Promise.all(calls)).toEqual(calls.map((_, i) => i));
  expect([...counts]).toEqual([0, 2]);
});

test('limit: a limit upon a limit, and both hold', async () => {
  const [all, inner, gate] = [cells(2), cells(2), cells()];
  const three = within.options({ limit: 3 });
  const one = three.options({ limit: 1 });
  const through = (callable: typeof within, counts: Int32Array, count: number) =>
    Array.from({ length: count }, () => callable(counts, gate, 1));
  const calls = [...through(one, inner, 4), ...through(three, all, 6)];
  await until(() => Atomics.load(all, 0) + Atomics.load(inner, 0) === 3);
  expect(Atomics.load(inner, 0)).toBe(1);
  open(gate);
  await Promise.all(calls);
  expect(inner[1]).toBe(1);
  expect(all[1]).toBeLessThanOrEqual(3);
});

test('limit: what waits goes by priority, and a cancelled call never runs', async () => {
  const [log, gate] = [cells(10), cells()];
  const one = stub('waitAndLog', 'blocking', { file }).options({ limit: 1 });
  const calls = [one(gate, log, 1), one(gate, log, 2), one.options({ priority: 1 })(gate, log, 3), one(gate, log, 4)];
  calls[3]!.cancel();
  const late = failure(one.options({ timeout: 1 })(gate, log, 5));
  expect((await late).code).toBe('ERR_UNSYNC_TIMEOUT');
  open(gate);
  await Promise.all(calls.slice(0, 3));
  expect([...log.subarray(0, 5)]).toEqual([3, 1, 3, 2, 0]);
});

test('limit: arguments are what they were at the call', async () => {
  const gate = cells();
  const one = within.options({ limit: 1 });
  const first = one(cells(2), gate, 0);
  const list = [1];
  const second = one(cells(2), gate, list);
  list.push(2);
  open(gate);
  expect(await second).toEqual([1]);
  await first;
});

test('limit: a call that was given up holds its place until its thread has ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unsync-limit-'));
  const [begun, ended] = [join(folder, 'begun'), join(folder, 'ended')];
  try {
    const one = stub('native', 'blocking', { file }).options({ limit: 1 });
    const first = one(`trap '' TERM; : > ${begun}; sleep 1; : > ${ended}`);
    await until(() => existsSync(begun));
    const second = one('true');
    first.cancel();
    expect(existsSync(ended)).toBe(false);
    await second;
    // The thread can't end before its child process does, which takes no hint.
    expect(existsSync(ended)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('limit: result() waits for a place, also for one that comes by the end of a thread', async () => {
  const counts = cells(2);
  const open1 = cells().fill(1);
  const one = within.options({ limit: 1 });
  const calls = [0, 1, 2].map((i) => one(counts, open1, i));
  expect(calls[2]!.result()).toBe(2);
  expect(counts[1]).toBe(1);
  const stuck = one(counts, cells(), 'never');
  const next = one(counts, open1, 'next');
  stuck.cancel();
  expect(next.result()).toBe('next');
});

test('limit: calls on this event loop, too', async () => {
  let now = 0;
  let most = 0;
  const inline = async (value: number) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now--;
    if (value === 3) throw new RangeError('three');
    return value;
  };
  const two = stub('pause', 'async', { inline }).options({ limit: 2 });
  const calls = Array.from({ length: 10 }, (_, i) => two(i));
  const settled = await Promise.allSettled(calls);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
  expect(most).toBe(2);
});

test('limit: result() of what waits for calls on this thread throws', async () => {
  const one = stub('pause', 'async', {
    inline: () => new Promise((resolve) => setTimeout(resolve, 1, 'slept')),
  }).options({
    limit: 1,
  });
  const inner = one.options({ limit: 1 });
  const calls = [one(), inner(), inner()];
  for (const call of calls.slice(1)) {
    const error = await failure(Promise.resolve().then(() => call.result()));
    expect(error).toMatchObject({ code: 'ERR_UNSYNC_RESULT', task: 'pause' });
    expect(error.message).toContain('its limit is reached by calls that wait for this thread');
  }
  expect(await Promise.all(calls)).toEqual(['slept', 'slept', 'slept']);
});

test('limit: result() of what waits for a call whose callback has given a promise throws', async () => {
  // Not all threads wait for it.
  const counter = cells();
  await Promise.all([stub('meet', 'blocking')(counter, 2), stub('meet', 'blocking')(counter, 2)]);
  const one = stub('ask', 'blocking', { file: 'values.mjs', callbacks: { '1.ask': 'await' } }).options({ limit: 1 });
  const ask = { ask: async (n: number) => n };
  const [first, second] = [one(1, ask), one(2, ask)];
  expect(() => second.result()).toThrow('its limit is reached by calls that wait for this thread');
  await first;
  await second;
});

test('limit: background calls share the thread, so many at once', async () => {
  const counter = cells();
  const meet = stub('meetAsync', 'background').options({ limit: 2 });
  // Each waits until that many have begun.
  const calls = [meet(counter, 2), meet(counter, 2), meet(counter, 4), meet(counter, 4)];
  expect(new Set(await Promise.all(calls)).size).toBe(1);
});

test('limit: only a positive integer, and not for generators', () => {
  for (const limit of [0, -1, 1.5, Number.NaN, Infinity, '2' as never]) {
    expect(() => within.options({ limit })).toThrow(ConfigurationError);
  }
  expect(() => within.options({ limit: 0 })).toThrow('the option limit is 0: it must be a positive integer');
  expect(() => generator('count').options({ limit: 2 })).toThrow(/count is a generator/);
});

test('limit under UNSYNC_INLINE, and at shutdown', async () => {
  const source = `${prelude}
    let now = 0, most = 0;
    const inline = async () => { most = Math.max(most, ++now); await new Promise(setImmediate); now--; return most; };
    const two = limits('within', 'background', { inline }).options({ limit: 2 });
    console.log((await Promise.all([two(), two(), two(), two()])).join());`;
  expect((await run(source, { UNSYNC_INLINE: '1' })).stdout).toBe('2,2,2,2\n');
  const { stdout, code } = await run(`${prelude}
    const one = limits('within', 'blocking').options({ limit: 1 });
    const calls = [0, 1, 2, 3].map((i) => one(counts, gate, i));
    const end = unsync.shutdown();
    open(gate);
    await end;
    console.log(calls.every((call) => call.done()), (await Promise.all(calls)).join(), counts[1]);`);
  expect([stdout, code]).toEqual(['true 0,1,2,3 1\n', 0]);
});

test('limit: a program with idle threads and calls that a limit held back ends by itself', async () => {
  const { stdout, code } = await run(`${prelude}
    const meet = stub('meet', 'blocking');
    await Promise.all([0, 1, 2].map(() => meet(counts, 3)));
    // Let the leases pass.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const one = stub('sleep', 'blocking').options({ limit: 1 });
    Promise.all([1, 1, 1].map((ms) => one(ms))).then(() => console.log('end'));`);
  expect([stdout, code]).toEqual(['end\n', 0]);
});

test('an idle thread of any kind leaves, and does not keep the process', async () => {
  const { stdout, code } = await run(
    `${prelude}
    for (const kind of ['cpu-bound', 'blocking', 'background']) {
      const cell = cells();
      const first = await limits('tell', kind)({ cell });
      await until(() => Atomics.load(cell, 0) > 0);
      console.log(kind, Atomics.load(cell, 0) === first, await limits('tell', kind)({}) !== first);
    }`,
    {
      UNSYNC_SETUP: new URL('teardown.mjs', new URL('./workers/', import.meta.url)).href,
      UNSYNC_CPU_BOUND_IDLE_TIMEOUT: '20',
      UNSYNC_BLOCKING_IDLE_TIMEOUT: '20',
      UNSYNC_BACKGROUND_IDLE_TIMEOUT: '20',
    },
  );
  expect(stdout).toBe('cpu-bound true true\nblocking true true\nbackground true true\n');
  expect(code).toBe(0);
});

test('maxTasks: a thread is replaced after so many calls, and none is lost', async () => {
  const { stdout } = await run(
    `${prelude}
    const thread = limits('tell');
    const ids = [];
    for (let i = 0; i < 8; i++) ids.push(await thread());
    console.log(ids.map((id, i) => ids.indexOf(id) === i - i % 3).join());
    const all = await Promise.all(Array.from({ length: 30 }, () => thread()));
    const times = Object.values(Object.groupBy?.(all, (id) => id) ?? {}).map((each) => each.length);
    console.log(all.length, times.every((count) => count <= 3));
    // The caller may be blocked meanwhile.
    const calls = Array.from({ length: 9 }, (_, i) => stub('add').options({ timeout: 60_000 })(i, 1));
    console.log(calls.map((call) => call.result()).join());`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_CPU_BOUND_MAX_TASKS: '3' },
  );
  expect(stdout).toBe(`${Array(8).fill(true).join()}\n30 true\n1,2,3,4,5,6,7,8,9\n`);
});

test('maxTasks: a thread with a stream on it stays until that has ended', async () => {
  const { stdout } = await run(
    `${prelude}
    const numbers = limits('numbers', 'cpu-bound', { stream: true })();
    const [, thread] = (await numbers.next()).value;
    const others = [];
    for (let i = 0; i < 5; i++) others.push(await limits('tell')());
    const { value } = await numbers.next();
    console.log(value[0], value[1] === thread, others.every((id) => id === thread));
    await numbers.return();
    console.log(await limits('tell')() !== thread);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_CPU_BOUND_MAX_TASKS: '2' },
  );
  expect(stdout).toBe('1 true true\ntrue\n');
});

test.each(['Buffers', 'the heap'])('maxMemoryMb: a thread that holds too much in %s is replaced', async (where) => {
  const { stdout } = await run(
    `${prelude}
    const keep = limits('keep'), waste = limits('waste');
    const first = await keep(1, ${where === 'the heap'});
    // Garbage does not count, however much.
    for (let i = 0; i < 10; i++) if (await waste(40) !== first) console.log('replaced for garbage');
    let calls = 0, id = first;
    await until(async () => (calls++, await keep(8, ${where === 'the heap'})) !== first);
    console.log(calls > 8);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_CPU_BOUND_MAX_MEMORY_MB: '100' },
  );
  expect(stdout).toBe('true\n');
});

test('out of memory is an error that names the task, within the limit that was set', async () => {
  const { stdout } = await run(
    `${prelude}
    const error = await stub('memory')().catch((error) => error);
    console.log(error.code, error.task, error.message);
    console.log(await stub('add')(1, 2));`,
    { UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32' },
  );
  expect(stdout).toBe('ERR_UNSYNC_WORKER_EXIT memory the thread of memory ran out of memory\n3\n');
});
