// What can be seen from outside: statistics, the channels for tracing tools, and the context of a call.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import { type CallMessage, type FunctionStatistics, stats, type ThreadMessage, unsync } from 'unsync';
import { afterEach, expect, test } from 'vitest';
import { Histogram } from '../../dist/runtime/observe/histogram.js';
import { cells, drain, failure, generator, open, run, stub, until } from './stubs.js';

const unseen = { running: 0, queued: 0, done: 0, failed: 0, cancelled: 0 };

function counts(name: string): Record<string, number> {
  const { running, queued, done, failed, cancelled } = of(name) ?? unseen;
  return { running, queued, done, failed, cancelled };
}

function of(name: string): FunctionStatistics | undefined {
  return stats().functions.find((each) => each.name === name);
}

test('statistics count what is on its way and what has settled', async () => {
  const { stdout } = await run(
    `
    const { stats } = unsync;
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const before = stub('add')(1, 1); // counted although it has begun before the first stats()
    const show = () => { const { since, functions, ...rest } = stats(); console.log(JSON.stringify(rest)); };
    show();
    await before;
    const running = stub('wait')(gate);
    const queued = [stub('add')(1, 2), stub('throwIt')('string')];
    const dropped = stub('add')(1, 3);
    dropped.cancel('custom');
    const waits = stub('add')(new Promise(() => {}), 3);
    show();
    waits.cancel();
    gate[0] = 1;
    Atomics.notify(gate, 0);
    await Promise.allSettled([running, ...queued, dropped, waits]);
    show();
    console.log(stats().functions.map(({ name, done, failed, cancelled }) => [name, done, failed, cancelled].join()).join(' '));`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  const threads = '"threads":{"cpu-bound":1,"blocking":0,"background":0}';
  expect(stdout.split('\n')).toEqual([
    `{"running":1,"queued":0,"done":0,"failed":0,"cancelled":0,${threads}}`,
    `{"running":1,"queued":3,"done":1,"failed":0,"cancelled":1,${threads}}`,
    `{"running":0,"queued":0,"done":3,"failed":1,"cancelled":2,${threads}}`,
    'add,2,0,2 wait,1,0,0 throwIt,0,1,0',
    '',
  ]);
});

test('run time is measured on the thread, and waiting is not part of it', async () => {
  stats();
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const queued = stub('length')(Buffer.alloc(700));
  const asked = performance.now();
  await until(() => performance.now() - asked > 50);
  open(gate);
  await Promise.all([...blockers, queued]);
  const { run: ran, wait, bytesIn } = of('length')!;
  expect([ran.count, wait.count, bytesIn]).toEqual([1, 1, 700]);
  expect(wait.max).toBeGreaterThan(50);
  expect(wait.max).toBeLessThanOrEqual(performance.now() - asked + 1);
  await stub('delay', 'background')(30);
  expect(of('delay')!.run.max).toBeGreaterThan(25);
  // The answer is there long before this thread looks.
  await stub('print')('');
  const answer = stub('record')(cells(2), 1);
  for (const end = performance.now() + 500; performance.now() < end; );
  await answer;
  expect(of('record')!.run.max).toBeLessThan(500);
  expect(ran.max).toBeLessThan(wait.max);
});

test('however a call ends, it is counted once', async () => {
  stats();
  await failure(stub('spin').options({ timeout: 20 })());
  await failure(stub('exit')(3));
  await failure(stub('identity')(() => 1));
  await failure(stub('nowhere')());
  await failure(stub('square').options({ signal: AbortSignal.abort('no') })(1));
  expect(counts('spin')).toEqual({ ...unseen, cancelled: 1 });
  expect(counts('exit')).toEqual({ ...unseen, failed: 1 });
  expect(counts('identity')).toEqual({ ...unseen, failed: 1 });
  expect(counts('nowhere')).toEqual({ ...unseen, failed: 1 });
  expect(counts('square')).toEqual({ ...unseen, cancelled: 1 });
  expect(of('identity')!.run.count).toBe(0);
  expect(of('exit')!.run.count).toBe(1);
});

test('streams, calls on this thread and calls that result() runs are counted', async () => {
  stats();
  await drain(generator('count')(100, 'end'));
  const left = generator('endless')(cells(2));
  await left.next();
  await left.return(undefined);
  const aborted = generator('endlessAsync', 'background').options({ signal: AbortSignal.timeout(30) })(cells(2));
  await failure(drain(aborted));
  const local = stub('local', 'async', { inline: async () => 1 });
  await local();
  expect(counts('count')).toEqual({ ...unseen, done: 1 });
  expect(counts('local')).toEqual({ ...unseen, done: 1 });
  expect(counts('endless')).toEqual({ ...unseen, done: 1 });
  await until(() => counts('endlessAsync')['running'] === 0);
  expect(counts('endlessAsync')).toEqual({ ...unseen, cancelled: 1 });
  const here = generator('here', 'async', {
    inline: function* () {
      yield 1;
    },
  });
  await drain(here());
  expect(counts('here')).toEqual({ ...unseen, done: 1 });
  expect(of('count')!.run.max).toBeGreaterThan(0);
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  expect(stub('joined', 'cpu-bound', { inline: () => 'here' })().result()).toBe('here');
  expect(counts('joined')).toEqual({ ...unseen, done: 1 });
  open(gate);
  await Promise.all(blockers);
});

test('a histogram is within 3 % over nine decades', () => {
  for (const scale of [0.001, 0.05, 1, 777, 600_000]) {
    const histogram = new Histogram();
    for (let i = 1; i <= 1000; i++) histogram.add((scale * i) / 1000 + scale);
    const { count, mean, median, p99, max } = histogram.read();
    expect(count).toBe(1000);
    expect(mean / (1.5005 * scale)).toBeCloseTo(1, 5);
    expect(Math.abs(median / (1.5 * scale) - 1)).toBeLessThan(0.03);
    expect(Math.abs(p99 / (1.99 * scale) - 1)).toBeLessThan(0.03);
    expect(max).toBe(2 * scale);
  }
  const empty = new Histogram();
  expect(empty.read()).toEqual({ count: 0, mean: 0, median: 0, p99: 0, max: 0 });
  empty.add(Number.MAX_VALUE);
  empty.add(-1);
  expect(empty.read()).toMatchObject({ count: 2, max: Number.MAX_VALUE });
});

const storage = new AsyncLocalStorage<string>();

const channels = tracingChannel<unknown, CallMessage>('unsync.call');
let subscriber: Parameters<typeof channels.subscribe>[0] | undefined;

function listen(): { seen: string[]; messages: CallMessage[] } {
  const seen: string[] = [];
  const messages: CallMessage[] = [];
  const note = (event: string) => (message: unknown) => {
    seen.push(`${event} ${(message as CallMessage).task} ${storage.getStore() ?? '-'}`);
    if (event === 'asyncEnd') messages.push(message as CallMessage);
  };
  subscriber = {
    start: note('start'),
    end: note('end'),
    asyncStart: note('asyncStart'),
    asyncEnd: note('asyncEnd'),
    error: note('error'),
  } as typeof subscriber;
  channels.subscribe(subscriber!);
  return { seen, messages };
}

afterEach(() => {
  if (subscriber) channels.unsubscribe(subscriber);
  subscriber = undefined;
});

test('the channels tell of a call, in its context', async () => {
  await storage.run('first', () => stub('add')(0, 0));
  const { seen, messages } = listen();
  expect(await storage.run('second', () => stub('add')(2, 3))).toBe(5);
  expect(seen).toEqual(['start add second', 'end add second', 'asyncStart add second', 'asyncEnd add second']);
  expect(messages[0]).toEqual({
    task: 'add',
    at: 'src/test.ts:1:1',
    kind: 'cpu-bound',
    thread: expect.any(Number),
    wait: expect.any(Number),
    run: expect.any(Number),
    result: 5,
  });
  seen.length = 0;
  const error = await failure(storage.run('third', () => stub('throwIt')('string')));
  expect(seen).toEqual([
    'start throwIt third',
    'end throwIt third',
    'error throwIt third',
    'asyncStart throwIt third',
    'asyncEnd throwIt third',
  ]);
  expect(messages[1]!.error).toBe(error);
});

test('what settles before it is sent is told in order, too', async () => {
  const { seen } = listen();
  await failure(stub('add').options({ signal: AbortSignal.abort(1) })(1, 2));
  expect(seen.map((each) => each.split(' ')[0])).toEqual(['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
});

test('a store that is bound to start reaches those who wait', async () => {
  listen();
  channels.start.bindStore(storage, (message) => `bound to ${(message as CallMessage).task}`);
  try {
    let within: string | undefined;
    const task = stub('within', 'async', { inline: () => (within = storage.getStore()) });
    await task();
    expect(within).toBe('bound to within');
  } finally {
    channels.start.unbindStore(storage);
  }
});

test('subscribers do not hide a rejection that nobody handles', async () => {
  const { stdout } = await run(`
    const { tracingChannel } = await import('node:diagnostics_channel');
    tracingChannel('unsync.call').subscribe({ start() {}, end() {}, asyncStart() {}, asyncEnd() {}, error() {} });
    process.on('unhandledRejection', (error) => console.log('unhandled', error));
    stub('throwIt')('string');`);
  expect(stdout).toContain('unhandled');
});

test('nothing is published, and nothing observed, when the last subscriber has left', async () => {
  const { stdout } = await run(`
    const { tracingChannel } = await import('node:diagnostics_channel');
    const channel = tracingChannel('unsync.call');
    const shared = globalThis[Symbol.for('unsync')];
    let told = 0;
    const subscriber = { start: () => told++, end() {}, asyncStart() {}, asyncEnd() {}, error() {} };
    await stub('add')(1, 2);
    console.log(told, shared.observer === undefined);
    channel.subscribe(subscriber);
    await stub('add')(1, 2);
    console.log(told, shared.observer === undefined);
    channel.unsubscribe(subscriber);
    await stub('add')(1, 2);
    console.log(told, shared.observer === undefined);
    channel.subscribe(subscriber);
    await stub('add')(1, 2);
    console.log(told);`);
  expect(stdout).toBe('0 true\n1 false\n1 true\n2\n');
});

test('threads are told of from start to end', async () => {
  const seen: ThreadMessage[] = [];
  const note = (message: unknown) => void seen.push(message as ThreadMessage);
  subscribe('unsync.thread', note);
  try {
    await failure(stub('exit', 'blocking')(0));
    await until(() => seen.some(({ event, kind }) => event === 'ended' && kind === 'blocking'));
    const mine = seen.filter(({ kind }) => kind === 'blocking');
    expect(mine.map(({ event }) => event)).toEqual(['started', 'ready', 'ended']);
    expect(new Set(mine.map(({ thread }) => thread))).toEqual(new Set([1]));
  } finally {
    unsubscribe('unsync.thread', note);
  }
});

test('those who wait for a call keep their own context', async () => {
  const seen: (string | undefined)[] = [];
  const note = () => void seen.push(storage.getStore());
  const gate = cells();
  const call = storage.run('caller', () => stub('wait')(gate, 1));
  // Each is resumed by a message on a port that was made in yet another context.
  const waiting = ['one', 'two'].map((name) =>
    storage.run(name, async () => {
      await call;
      note();
      for await (const _ of generator('count')(2)) note();
      await failure(stub('throwIt')('string'));
      note();
    }),
  );
  const chained = storage.run('then', () => call.then(note));
  open(gate);
  await Promise.all([...waiting, chained]);
  expect(seen.filter((each) => each === 'one')).toHaveLength(4);
  expect(seen.filter((each) => each === 'two')).toHaveLength(4);
  expect(seen.filter((each) => each === 'then')).toHaveLength(1);
  expect(seen).toHaveLength(9);
});

test('code that runs here sees the context it is run in', async () => {
  const gate = cells();
  const inline = () => storage.getStore();
  const blockers = Array.from({ length: 40 }, () => storage.run('blocker', () => stub('wait')(gate)));
  const queued = storage.run('call', () => stub('context', 'cpu-bound', { inline })());
  expect(storage.run('join', () => queued.result())).toBe('join');
  open(gate);
  await Promise.all(blockers);
  const local = stub('context', 'async', { inline });
  expect(await storage.run('call', () => local())).toBe('call');
  // With a promise among the arguments, it begins later.
  const late = unsync(function late(_: unknown) {
    return storage.getStore();
  });
  expect(await storage.run('call', () => late(stub('add')(1, 2)))).toBe('call');
});

test('a thread does not keep what was stored for the call that started it', async () => {
  const { stdout } = await run(`
    const { AsyncLocalStorage } = await import('node:async_hooks');
    const storage = new AsyncLocalStorage();
    const alive = setInterval(() => {}, 1000);
    process.on('warning', () => {
      console.log('warning in', storage.getStore());
      clearInterval(alive);
    });
    await storage.run('request', () => stub('lateThrow')());`);
  expect(stdout).toBe('warning in undefined\n');
});
