// Calls in the run queues of threads.
import './messages.js';
import { setEnvironmentData } from 'node:worker_threads';
import { type CallOptions, WorkerExitError } from 'unsync';
import { beforeAll, expect, test } from 'vitest';
import { listening } from './messages.js';
import { failure, open, run, cells as sharedCells, stub, until } from './stubs.js';

interface Step {
  large?: string;
  gate?: Int32Array;
  exit?: number;
  print?: string;
  error?: string;
  value?: unknown;
}

// Every thread has it from its start.
const memory = sharedCells(2 ** 21);
setEnvironmentData('memory', memory);
let used = 0;

/** Counters within that memory, all 0. */
function cells(count = 1): Int32Array {
  return memory.subarray(used, (used += count));
}

type Call = (...args: any) => ReturnType<ReturnType<typeof stub>>;

/** A function of run-queue.mjs. It is told where its counters are, since calls that are given shared memory are put in no run queue. */
function lines(
  key: string,
  { kind = 'blocking' as const, inline }: { kind?: 'blocking' | 'cpu-bound'; inline?: Function } = {},
) {
  const marked = stub(key, kind, { file: 'run-queue.mjs', ...(inline && { inline }) });
  const hide = (value: any): unknown => {
    if (value instanceof Int32Array && value.buffer === memory.buffer) return { at: value.byteOffset / 4 };
    return value?.gate ? { ...value, gate: hide(value.gate) } : value;
  };
  const from =
    (callable: typeof marked): Call =>
    (...args: any[]) =>
      callable(...args.map(hide));
  return Object.assign(from(marked), { options: (options: CallOptions) => from(marked.options(options)) });
}
const step = lines('step');
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const runsOf = (ran: Int32Array) => [...ran.slice(1)];

beforeAll(async () => {
  const { configure } = await import('unsync');
  configure({ blocking: { maxThreads: 1 }, cpuBound: { maxThreads: 2 } });
  // How long it takes is known then.
  await Promise.all(range(200).map((i) => step(cells(202), i)));
});

/** A call that holds the only thread, and calls in the run queue behind it. */
async function fillRunQueue(count: number, held: Step = {}, options = {}) {
  const ran = cells(count + 2);
  const gate = cells();
  // The first has the thread for itself; what comes after it is put in its run queue.
  const first = step(cells(2), 0);
  const head = step.options(options)(ran, 0, { ...held, gate });
  const rest = range(count).map((i) => step(ran, i + 1));
  await first;
  await until(() => ran[1] === 1);
  return { ran, gate, head, rest };
}

test('many short calls travel together, each runs once, in order', async () => {
  let messages = 0;
  const log = cells(5001);
  await listening(
    () => messages++,
    () => Promise.all(range(5000).map((i) => lines('order')(log, i))),
  );
  expect([...log.slice(1)]).toEqual(range(5000));
  expect(messages).toBeLessThan(2500);
});

test('large arguments do not travel together', async () => {
  const size = lines('size');
  const many = Array.from({ length: 100 }, (_, i) => ({ text: String(i) }));
  const mostTogether = async (count: number, argument: unknown) => {
    let most = 0;
    const note = (message: { count?: number }) => {
      most = Math.max(most, message.count ?? 0);
    };
    await listening(note, () => Promise.all(range(count).map(() => size(argument))));
    return most;
  };
  for (const large of ['x'.repeat(600_000), new Array(150_000).fill(1), many, { many }])
    expect(await mostTogether(60, large)).toBe(1);
  expect(await mostTogether(200, { text: 'short', list: [1, 2, 3] })).toBeGreaterThan(1);
});

test('whatever a function gives or throws arrives as it is, alone and in the run queue', async () => {
  const values = [
    undefined,
    null,
    true,
    false,
    0,
    -0,
    1.5,
    -1e300,
    NaN,
    Infinity,
    7n,
    '',
    'text',
    [1],
    { a: { b: 1 } },
    new Map([[1, 2]]),
    new Date(3),
  ];
  for (const key of ['step', 'later']) {
    const ran = cells(values.length * 30 + 1);
    const results = await Promise.all(
      range(values.length * 30).map((i) => lines(key)(ran, i, { value: values[i % values.length] })),
    );
    results.forEach((result, i) => expect(result).toStrictEqual(values[i % values.length]));
    const errors = await Promise.all(
      range(300).map((i) => failure(lines(key)(cells(302), i, { error: `number ${i}` }))),
    );
    errors.forEach((error, i) => {
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe(`number ${i}`);
    });
  }
});

test('answers by message, one after the other, never wait for anything else', async () => {
  const other = lines('step');
  const ran = cells(2);
  const begun = performance.now();
  for (let i = 0; i < 60; i++)
    await Promise.all([other(ran, 0, { value: 'text' }), other(ran, 0, { value: {} }), other(ran, 0, { value: [] })]);
  // A thread is looked at once a second, which would be three minutes.
  expect(performance.now() - begun).toBeLessThan(30_000);
});

test('results are copies of their own', async () => {
  const results = await Promise.all(range(100).map((i) => lines('same')(i)));
  expect(new Set(results).size).toBe(100);
  results.forEach(({ calls }, i) => expect(calls).toEqual(range(i + 1)));
});

test('arguments are what they were at the call', async () => {
  const ran = cells(102);
  const given = { value: 0 };
  const calls = range(100).map((i) => {
    given.value = i;
    return step(ran, i, given);
  });
  given.value = -1;
  expect(await Promise.all(calls)).toEqual(range(100));
});

test('a call in the run queue that is cancelled, aborted or timed out never runs, and the thread goes on', async () => {
  const ran = cells(32);
  const gate = cells();
  const { threadId } = await stub('thread', 'blocking')();
  const controller = new AbortController();
  const first = step(cells(2), 0);
  const head = step(ran, 0, { gate });
  const rest = range(30).map((i) =>
    (i === 10 ? step.options({ signal: controller.signal }) : i === 20 ? step.options({ timeout: 1 }) : step)(
      ran,
      i + 1,
    ),
  );
  const timedOut = failure(rest[20]!);
  await first;
  await until(() => ran[1] === 1);
  rest[5]!.cancel('not needed');
  controller.abort('aborted');
  const errors = [await failure(rest[5]!), await failure(rest[10]!), (await timedOut).code];
  expect(errors).toEqual(['not needed', 'aborted', 'ERR_UNSYNC_TIMEOUT']);
  open(gate);
  const gone = new Set([5, 10, 20]);
  expect(await head).toBe(0);
  expect(await Promise.all(rest.filter((_, i) => !gone.has(i)))).toEqual(
    range(30)
      .filter((i) => !gone.has(i))
      .map((i) => i + 1),
  );
  expect(runsOf(ran)).toEqual(range(31).map((i) => (gone.has(i - 1) ? 0 : 1)));
  expect((await stub('thread', 'blocking')()).threadId).toBe(threadId);
});

test('when the call that runs is cancelled, those in the run queue run elsewhere, once', async () => {
  const { ran, head, rest } = await fillRunQueue(50);
  head.cancel('enough');
  expect(await failure(head)).toBe('enough');
  expect(await Promise.all(rest)).toEqual(range(50).map((i) => i + 1));
  expect(runsOf(ran)).toEqual(range(51).map(() => 1));
});

test('when a call ends the thread, results before it count, and those behind it run elsewhere, once', async () => {
  const ran = cells(102);
  const calls = range(100).map((i) => step(ran, i, i === 40 ? { exit: 3 } : undefined));
  const results = await Promise.allSettled(calls);
  results.forEach((result, i) => {
    if (i === 40) expect((result as PromiseRejectedResult).reason).toBeInstanceOf(WorkerExitError);
    else expect(result).toEqual({ status: 'fulfilled', value: i });
  });
  expect(runsOf(ran).slice(0, 100)).toEqual(range(100).map(() => 1));
});

test('result() of a call in the run queue runs it here', async () => {
  const ran = cells(12);
  const gate = cells();
  const first = step(cells(2), 0);
  const head = step(ran, 0, { gate });
  const here = lines('step', { inline: (_: unknown, i: number) => `here ${i}` });
  const rest = range(10).map((i) => here(ran, i + 1));
  await first;
  await until(() => ran[1] === 1);
  expect(rest[4]!.result()).toBe('here 5');
  open(gate);
  expect([await head, ...(await Promise.all(rest.filter((_, i) => i !== 4)))]).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10]);
  expect(runsOf(ran)).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
});

test('result() of a call in the run queue waits for those before it, with the event loop blocked', async () => {
  const ran = cells(602);
  const calls = range(600).map((i) => step.options({ timeout: 60_000 })(ran, i));
  expect(calls[599]!.result()).toBe(599);
  expect(calls.every((call) => call.done())).toBe(true);
});

test('a call of a higher priority goes before those in the run queue', async () => {
  const log = cells(40);
  const order = lines('order');
  await Promise.all(range(100).map((i) => order(cells(102), i)));
  const gate = cells();
  const started = cells(2);
  const first = step(cells(2), 0);
  const head = step(started, 0, { gate });
  const low = range(20).map((i) => order(log, i));
  await first;
  await until(() => started[1] === 1);
  const high = order.options({ priority: 1 })(log, 100);
  await Promise.resolve();
  open(gate);
  await Promise.all([head, high, ...low]);
  expect([...log.slice(1, 22)]).toEqual([100, ...range(20)]);
});

test('those in the run queue behind a call that takes long go to a thread that is free', async () => {
  const quick = lines('step', { kind: 'cpu-bound' });
  await Promise.all(range(300).map((i) => quick(cells(302), i)));
  const ran = cells(402);
  const gate = cells();
  const calls = range(400).map((i) => quick(ran, i, i === 150 ? { gate } : undefined));
  const rest = calls.filter((_, i) => i !== 150);
  expect(await Promise.all(rest)).toEqual(range(400).filter((i) => i !== 150));
  expect(calls[150]!.done()).toBe(false);
  open(gate);
  expect(await calls[150]).toBe(150);
  expect(runsOf(ran).slice(0, 400)).toEqual(range(400).map(() => 1));
});

test('those in the run queue behind a call that takes long go to a thread that takes the place of another', async () => {
  const quick = lines('step', { kind: 'cpu-bound' });
  await Promise.all(range(300).map((i) => quick(cells(302), i)));
  for (let round = 0; round < 10; round++) {
    const ran = cells(12);
    const [first, second] = [cells(), cells()];
    const held = quick(ran, 0, { gate: first });
    const spin = stub('spin', 'cpu-bound', { file: 'limits.mjs' })(ran.subarray(11));
    await until(() => ran[1] === 1 && ran[11] === 1);
    const stuck = quick(ran, 1, { gate: second });
    const rest = range(5).map((i) => quick(ran, i + 2));
    const ended = failure(spin);
    spin.cancel();
    open(first);
    // While `stuck` runs, and has them behind it, the other thread is replaced.
    expect(await Promise.all([held, ...rest])).toEqual([0, 2, 3, 4, 5, 6]);
    expect(stuck.done()).toBe(false);
    open(second);
    await Promise.all([stuck, ended]);
  }
});

test('those in the run queue at a thread that starts go to the others that start after it', async () => {
  const ran = cells(9);
  const spin = stub('spin', 'cpu-bound', { file: 'limits.mjs' });
  const spinning = [spin(ran.subarray(7, 8)), spin(ran.subarray(8))];
  await until(() => ran[7] === 1 && ran[8] === 1);
  const quick = lines('step', { kind: 'cpu-bound' });
  const gate = cells();
  const stuck = quick(ran, 0, { gate });
  const rest = range(5).map((i) => quick(ran, i + 1));
  const ended = spinning.map((each) => failure(each));
  for (const each of spinning) each.cancel();
  expect(await Promise.all(rest)).toEqual([1, 2, 3, 4, 5]);
  expect(stuck.done()).toBe(false);
  open(gate);
  await Promise.all([stuck, ...ended]);
});

test.for([
  ['an array', (gate: object) => [gate]],
  ['a set', (gate: object) => new Set([gate])],
  ['a map', (gate: object) => new Map([[0, gate]])],
] as const)('calls that share memory in %s may wait for each other: none stands behind another', async ([, wrap]) => {
  const quick = lines('step', { kind: 'cpu-bound' });
  const pass = lines('pass', { kind: 'cpu-bound' });
  const opened = sharedCells().fill(1);
  for (let round = 0; round < 100; round++) {
    // How long it takes is known then.
    await Promise.all(range(20).map(() => pass(wrap(opened))));
    // Of these the threads have ended some, and the caller has not heard of it.
    const before = cells(22);
    const unheard = range(round % 20).map((i) => quick(before, i));
    while (round % 2 && Atomics.load(before, 0) < Math.min(2, unheard.length)) Atomics.wait(memory, 0, 0, 1);
    const gate = sharedCells();
    const calls = range(4).map((i) => pass(wrap(i === 1 ? opened : gate)));
    await calls[1];
    open(gate);
    await Promise.all([...unheard, ...calls]);
  }
});

test('maxQueue counts those in the run queue', async () => {
  const { stdout } = await run(
    `
    unsync.configure({ cpuBound: { maxThreads: 1, maxQueue: 50 } });
    const add = stub('add');
    for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 40 }, (_, i) => add(i, 1)));
    await new Promise(setImmediate);
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const calls = [add(1, 1), stub('wait')(gate, 'waited')];
    for (let i = 0; i < 30; i++) calls.push(add(i, 1));
    await calls[0];
    // All of them wait now, wherever they do.
    const more = await Promise.allSettled([
      ...Array.from({ length: 40 }, (_, i) => Promise.race([add(i, 1), new Promise(resolve => setTimeout(resolve, 100, 'waits'))])),
    ]);
    console.log(more.filter(each => each.value === 'waits').length, more.filter(each => each.status === 'rejected').length);
    Atomics.store(gate, 0, 1); Atomics.notify(gate, 0);
    console.log((await Promise.all(calls)).length);`,
  );
  expect(stdout).toBe('20 20\n32\n');
});

test('what a call prints comes before its result', async () => {
  const { stdout } = await run(
    `
    import { setEnvironmentData } from 'node:worker_threads';
    unsync.configure({ cpuBound: { maxThreads: 1 } });
    const step = create(() => ({ name: 'step', at: 'a.ts:1:1', kind: 'cpu-bound', key: 'step', worker: workers + 'run-queue.mjs', inline() {} }));
    setEnvironmentData('memory', new Int32Array(new SharedArrayBuffer(4 * 402)));
    await Promise.all(Array.from({ length: 400 }, async (_, i) => {
      await step({ at: 0 }, i, i % 3 === 0 ? { print: 'task ' + i } : undefined);
      if (i % 3 === 0) process.stdout.write('main ' + i + '\\n');
    }));`,
  );
  const printed = stdout.trim().split('\n');
  expect(printed.length).toBe(2 * 134);
  for (let i = 0; i < 400; i += 3) {
    expect(printed.indexOf(`task ${i}`)).toBeGreaterThanOrEqual(0);
    expect(printed.indexOf(`main ${i}`)).toBeGreaterThan(printed.indexOf(`task ${i}`));
  }
});

test('a thread that loads a module for the first time in the run queue, and one that can not be loaded', async () => {
  const bad = stub('nothing', 'blocking', { file: 'missing.mjs' });
  const results = await Promise.allSettled(
    range(60).map((i) => (i % 20 === 10 ? bad() : i % 2 ? step(cells(62), i) : stub('add', 'blocking')(i, 0))),
  );
  results.forEach((result, i) => {
    if (i % 20 === 10) expect((result as PromiseRejectedResult).reason.code).toBe('ERR_UNSYNC_LOAD');
    else expect(result).toEqual({ status: 'fulfilled', value: i });
  });
});
