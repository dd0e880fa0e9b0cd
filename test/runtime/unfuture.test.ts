// The future as a value: what is one, and what is made of several.
import { configure, prewarm, Unfuture, unsync } from 'unsync';
import { beforeAll, describe, expect, test } from 'vitest';
import { cells, failure, generator, run, stub } from './stubs.js';

configure({ cpuBound: { maxThreads: 2 } });
const add = stub('add', 'cpu-bound', { inline: (a: number, b: number) => a + b });
const never = stub('never', 'async', { inline: () => new Promise(() => {}) });
const throws = (kind: 'cpu-bound' | 'background' = 'cpu-bound') => stub('throwIt', kind)('string');
beforeAll(() => prewarm([add, stub('delay', 'background')]));

test('every call gives one, of any kind and wherever it runs', async () => {
  const calls = [
    add(1, 2),
    stub('add', 'blocking')(1, 2),
    stub('add', 'background')(1, 2),
    stub('f', 'async', { inline: () => 3 })(),
    unsync(() => 3)(),
    add.options({ timeout: 60_000 })(1, 2),
    stub('m', 'cpu-bound', { instanceOf: Map, inline: () => 3 }).call({}),
    Unfuture.resolve(3),
    Unfuture.all([add(1, 2)]).then((values) => values[0]).constructor === Promise && Unfuture.any([add(1, 2)]),
  ];
  for (const each of calls) {
    expect(each).toBeInstanceOf(Unfuture);
    expect(Object.getPrototypeOf(each)).toBe(Unfuture.prototype);
    expect(await each).toBe(3);
  }
  const others = [
    Promise.resolve(1),
    generator('count')(1),
    add.map([]),
    { [Symbol.toStringTag]: 'Unfuture' },
    5,
    null,
  ];
  for (const each of others) expect(each).not.toBeInstanceOf(Unfuture);
  expect(() => new (Unfuture as any)(() => {})).toThrow('Unfuture.resolve makes one of a value');
  expect([typeof Unfuture, (Unfuture as any).name]).toEqual(['function', 'Unfuture']);
});

test('under UNSYNC_INLINE, by an executor, and for those that import by name', async () => {
  const program = `
    const { Unfuture } = await import('unsync');
    const future = stub('add', 'cpu-bound', (a, b) => a + b)(1, 2);
    console.log(future instanceof Unfuture, Unfuture.all([future, 4]).result().join());`;
  const inline = run(program, { UNSYNC_INLINE: '1' });
  const executor = run(`
    import { Unfuture } from 'unsync';
    const calls = [];
    const send = (call) => { call.sent(); setImmediate(() => call.answer([7], 1)); };
    unsync.configure({ executor: { name: 'Test', send, cancel() {}, takeBack: () => false, async close() {} } });
    const future = stub('add')(1, 2);
    console.log(future instanceof Unfuture, (await Unfuture.all([future, 4])).join());`);
  expect((await inline).stdout).toBe('true 3,4\n');
  expect((await executor).stdout).toBe('true 7,4\n');
});

describe('all', () => {
  test('result() blocks for all, in order, however many wait for a thread', () => {
    expect(Unfuture.all([add(1, 2), stub('delay', 'background')(20, 'late'), 'text', null]).result()).toEqual([
      3,
      'late',
      'text',
      null,
    ]);
    const many = Unfuture.all(new Set(Array.from({ length: 300 }, (_, i) => add(i, 1))));
    expect(many.done()).toBe(false);
    expect(many.result()).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(many.done()).toBe(true);
    expect(Unfuture.all([]).result()).toEqual([]);
  });

  test('awaited, it is what Promise.all gives', async () => {
    expect(await Unfuture.all([add(1, 2), Promise.resolve(5), 7])).toEqual([3, 5, 7]);
    expect(await failure(Unfuture.all([never(), throws()]))).toBe('text');
    expect(await failure(Unfuture.all(5 as never))).toBeInstanceOf(TypeError);
  });

  test('an error is thrown as soon as it is there, whatever is waited for', () => {
    expect(() => Unfuture.all([stub('delay', 'background')(1e6), throws()]).result()).toThrow('text');
  });

  test('a limit, and what only this thread could settle', () => {
    const endless = Unfuture.all([stub('delay', 'background')(1e6)]);
    expect(() => endless.result(20)).toThrow('Unfuture.all has no result after 20 ms');
    for (const group of [
      Unfuture.all([add(1, 2), new Promise(() => {})]),
      Unfuture.all([never()]),
      Unfuture.race([]),
      Unfuture.resolve(new Promise(() => {})),
    ])
      expect(() => group.result()).toThrow(expect.objectContaining({ code: 'ERR_UNSYNC_RESULT' }));
  });

  test('cancel() cancels the calls that have not settled', async () => {
    const gate = cells();
    const calls = [add(1, 2), stub('wait', 'blocking')(gate, 1), stub('delay', 'background')(1e6)];
    await calls[0];
    const group = Unfuture.all(calls);
    group.cancel('enough');
    expect(await failure(group)).toBe('enough');
    expect(await Promise.allSettled(calls)).toMatchObject([{ value: 3 }, { reason: 'enough' }, { reason: 'enough' }]);
  });

  test('as an argument, and within another', async () => {
    expect(await stub('identity')(Unfuture.all([add(1, 2), add(3, 4)]))).toEqual([3, 7]);
    expect(stub('identity')(Unfuture.all([add(1, 2), add(3, 4)])).result()).toEqual([3, 7]);
    expect(Unfuture.all([Unfuture.all([add(1, 1)]), Unfuture.resolve(2)]).result()).toEqual([[2], 2]);
  });
});

test('allSettled, any and race', async () => {
  const endless = () => stub('delay', 'background')(1e6);
  const both = [
    { status: 'rejected', reason: 'text' },
    { status: 'fulfilled', value: 3 },
  ];
  expect(Unfuture.allSettled([throws(), add(1, 2)]).result()).toEqual(both);
  expect(await Unfuture.allSettled([throws(), add(1, 2)])).toEqual(both);
  expect(Unfuture.any([throws(), endless(), add(1, 2)]).result()).toBe(3);
  expect(Unfuture.race([endless(), add(1, 2)]).result()).toBe(3);
  expect(() => Unfuture.race([endless(), throws('background')]).result()).toThrow('text');
  const none = Unfuture.any([throws(), throws()]);
  expect(() => none.result()).toThrow(AggregateError);
  expect((await failure(none)).errors).toEqual(['text', 'text']);
  expect((await failure(Unfuture.any([]))).errors).toEqual([]);
});

test('resolve and reject give what has settled', async () => {
  const value = Unfuture.resolve({ a: 1 });
  expect([value.done(), value.result(), await value]).toEqual([true, { a: 1 }, { a: 1 }]);
  const call = add(1, 2);
  expect(Unfuture.resolve(call)).toBe(call);
  const follows = Unfuture.resolve(Promise.resolve(5));
  expect(follows.done()).toBe(false);
  expect(await follows).toBe(5);
  expect([follows.done(), follows.result()]).toEqual([true, 5]);
  const failed = Unfuture.reject(new RangeError('no'));
  expect(failed.done()).toBe(true);
  expect(() => failed.result()).toThrow(RangeError);
  expect(await failure(Unfuture.reject(7))).toBe(7);
});
