// Calls for the event loop of another thread, many in one turn.
import './messages.js';
import { WorkerExitError } from 'unsync';
import { expect, test } from 'vitest';
import { listening } from './messages.js';
import { cells, failure, open, stub } from './stubs.js';

const background = (key: string) => stub(key, 'background', { file: 'background-batch.mjs' });
const [note, noted, later, busy] = ['note', 'noted', 'later', 'busy'].map(background) as [any, any, any, any];
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** What was sent to threads meanwhile, by type. */
async function sent(action: () => Promise<unknown>): Promise<Record<string, number>> {
  const types: Record<string, number> = {};
  await listening(({ type }) => {
    types[type] = (types[type] ?? 0) + 1;
  }, action);
  return types;
}

test('those after the first few travel together, and begin in order', async () => {
  await note(0);
  const types = await sent(async () => {
    expect(await Promise.all(range(1000).map((i) => note(i)))).toEqual(range(1000));
  });
  expect(types).toMatchObject({ call: 8, batch: 4 });
  expect((await noted()).slice(1)).toEqual(range(1000));
});

test('a few in a turn are sent one by one, and so is one in each turn', async () => {
  expect(await sent(() => Promise.all(range(8).map((i) => note(i))))).not.toHaveProperty('batch');
  const inTurns = async () => {
    for (const i of range(20)) await note(i);
  };
  expect(await sent(inTurns)).not.toHaveProperty('batch');
  await noted();
});

test('what can not wait goes at once, after those before it', async () => {
  const order = range(30).map((i) => (i % 10 === 9 ? { i } : i));
  await Promise.all(order.map((value) => note(value)));
  expect(await noted()).toEqual(order);
});

test('arguments are what they were at the call', async () => {
  const given = { n: 0 };
  const calls = range(30).map((n) => {
    given.n = n;
    return note(given);
  });
  given.n = -1;
  expect(await Promise.all(calls)).toEqual(range(30).map((n) => ({ n })));
  await noted();
});

test('whatever a function gives or throws arrives as it is', async () => {
  const results = await Promise.allSettled(range(300).map((n) => later(n)));
  results.forEach((result, n) => {
    if (n % 7) expect(result).toEqual({ status: 'fulfilled', value: n % 2 ? { n } : n });
    else expect((result as PromiseRejectedResult).reason).toMatchObject({ name: 'RangeError', message: `number ${n}` });
  });
});

test('functions of several kinds of arguments in one turn', async () => {
  const calls = range(100).map((i) => [note(), busy(0), note(i, 1), note(null)][i % 4]);
  expect(await Promise.all(calls)).toHaveLength(100);
  await noted();
});

test('one that is cancelled before the turn is over never runs', async () => {
  const calls = range(20).map((i) => note(i));
  calls[15]!.cancel('not needed');
  expect(await failure(calls[15]!)).toBe('not needed');
  await Promise.all(calls.filter((_, i) => i !== 15));
  expect(await noted()).toEqual(range(20).filter((i) => i !== 15));
});

test('the first begin while the caller goes on', async () => {
  const counter = cells();
  await background('count')(counter);
  const calls = range(8).map(() => background('count')(counter));
  while (Atomics.load(counter, 0) < 9) Atomics.wait(counter, 0, 0, 1);
  await Promise.all(calls);
});

test('result() waits for one of them, and for others while they are kept', async () => {
  await note(0);
  const calls = range(30).map((i) => note(i));
  expect(calls[20]!.result()).toBe(20);
  expect(stub('add')(1, 2).result()).toBe(3);
  expect(calls.filter((call) => call.done()).length).toBeGreaterThanOrEqual(21);
  await Promise.all(calls);
  await noted();
});

test('results do not wait for calls that take long', async () => {
  const quick = range(30).map((i) => note(i));
  const gate = cells();
  const held = background('wait')(gate);
  expect(await Promise.all(quick)).toEqual(range(30));
  open(gate);
  await held;
  const begun = performance.now();
  const times = await Promise.all(range(20).map(() => busy(10).then(() => performance.now() - begun)));
  // Of those that travel together, the first is answered before the last begins.
  expect(times[19]! - times[9]!).toBeGreaterThan(50);
  await noted();
});

test('when the thread ends, those of the turn are rejected, and the next begin on another', async () => {
  const calls = range(20).map((i) => (i === 12 ? background('exit')(3) : note(i)));
  const results = await Promise.allSettled(calls);
  expect((results[12] as PromiseRejectedResult).reason).toBeInstanceOf(WorkerExitError);
  expect(await Promise.all(range(20).map((i) => note(i)))).toEqual(range(20));
});
