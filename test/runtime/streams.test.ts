// Generators across the thread: what a consumer sees.
import { threadId } from 'node:worker_threads';
import { TimeoutError, UncloneableError, WorkerExitError } from 'unsync';
import { expect, test } from 'vitest';
import { cells, drain, failure, generator, open, stub, until } from './stubs.js';

const DONE = { done: true, value: undefined };
const kinds = ['cpu-bound', 'blocking', 'background'] as const;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(kinds)('%s: values, then the return value, then done', async (kind) => {
  for (const key of ['count', 'countAsync']) {
    const stream = generator(key, kind)(40, 'end');
    expect(await drain(stream)).toEqual({ values: Array.from({ length: 40 }, (_, i) => i), end: 'end' });
    expect(await stream.next()).toEqual(DONE);
  }
  const { value } = await generator('where', kind)().next();
  expect(value).not.toBe(threadId);
});

test('an iterator that is iterable, disposable, and has no throw', async () => {
  const stream = generator('count')(3);
  expect(stream[Symbol.asyncIterator]()).toBe(stream);
  expect('throw' in stream).toBe(false);
  expect(stream).not.toBeInstanceOf(Promise);
  const cell = cells(2);
  const endless = generator('endless')(cell);
  await endless.next();
  const dispose = (Symbol as unknown as { asyncDispose: symbol }).asyncDispose;
  await (endless as never as Record<symbol, () => Promise<void>>)[dispose]!();
  expect(cell[1]).toBe(1);
  expect(await endless.next()).toEqual(DONE);
});

test('concurrent next() calls are answered in order', async () => {
  const stream = generator('countAsync')(30, 'end');
  const results = await Promise.all(Array.from({ length: 33 }, () => stream.next()));
  expect(results.slice(0, 30).map((each) => each.value)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(results.slice(30)).toEqual([{ done: true, value: 'end' }, DONE, DONE]);
});

test('it begins with the first next(), with the arguments of the call', async () => {
  const cell = cells();
  const waiting = generator('begins')(cell);
  const list = [1];
  let by = 2;
  const changes = generator('changes')(list);
  const scaled = generator('scaled', 'cpu-bound', { captures: () => ({ by }) })(3);
  list.push(2);
  by = 100;
  // Time enough for it to begin, if it did.
  await stub('add')(1, 2);
  await pause(50);
  expect(cell[0]).toBe(0);
  await waiting.next();
  expect(cell[0]).toBe(1);
  expect((await changes.next()).value).toEqual([1]);
  await changes.return?.();
  expect((await drain(scaled)).values).toEqual([0, 2, 4]);
});

test('promises among the arguments are awaited, and one that rejects is the first step', async () => {
  const list = [1];
  const stream = generator('arguments')(Promise.resolve('late'), list, stub('add')(1, 2));
  list.push(2);
  expect((await drain(stream)).values).toEqual(['late', [1], 3]);
  const rejects = generator('arguments')(Promise.reject(new RangeError('argument')));
  await pause(20);
  expect((await failure(rejects.next())).message).toBe('argument');
  expect(await rejects.next()).toEqual(DONE);
});

test('transferred arguments move at the call', async () => {
  const buffer = new ArrayBuffer(8);
  const stream = generator('arguments').options({ transfer: [buffer] })(buffer);
  expect(buffer.byteLength).toBe(0);
  expect(((await stream.next()).value as ArrayBuffer).byteLength).toBe(8);
});

test("what can't cross is the error of the first step", async () => {
  const cases: [AsyncIterator<unknown>, string][] = [
    [generator('count')({ f() {} }), 'count: argument 1, at f: a function'],
    [
      generator('scaled', 'cpu-bound', { captures: () => ({ by: () => 1 }) })(1),
      "scaled: captured variable 'by': a function",
    ],
  ];
  for (const [stream, message] of cases) {
    const error = await failure(stream.next());
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error.message).toContain(message);
    expect(await stream.next()).toEqual(DONE);
  }
  const tooEarly = generator('scaled', 'cpu-bound', {
    captures: () => {
      throw new ReferenceError('too early');
    },
  })(1);
  expect((await failure(tooEarly.next())).message).toBe('too early');
});

test('values are what they were when they were yielded', async () => {
  expect(await drain(generator('mutates')())).toEqual({ values: [[0], [0, 1], [0, 1, 2]], end: [0, 1, 2] });
});

test('values go through the codecs', async () => {
  class ParseError extends Error {}
  const { values, end } = (await drain(
    generator('special', 'cpu-bound', { classes: () => ({ ParseError }) })(),
  )) as any;
  expect([Buffer.isBuffer(values[0]), Buffer.isBuffer(values[1].deep[0]), Buffer.isBuffer(end)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(values[2]).toBeInstanceOf(ParseError);
  expect(values[2].line).toBe(7);
  expect(values.slice(3)).toEqual([undefined, null, 10n]);
});

test('promises that a synchronous generator yields are awaited', async () => {
  expect(await drain(generator('promises')())).toEqual({ values: [1], end: 2 });
  const rejects = generator('promises')(true);
  expect((await rejects.next()).value).toBe(1);
  expect((await failure(rejects.next())).message).toBe('rejected');
  expect(await rejects.next()).toEqual(DONE);
});

test.each([0, 1, 5, 16, 40])('an error arrives at its step, after %i values', async (after) => {
  class ParseError extends Error {}
  const stream = generator('fails', 'cpu-bound', { classes: () => ({ ParseError }) })(after);
  for (let i = 0; i < after; i++) expect(await stream.next()).toEqual({ done: false, value: i });
  const error = await failure(stream.next());
  expect(error).toBeInstanceOf(ParseError);
  expect(error).toMatchObject({ message: `line ${after}`, line: after });
  expect(await stream.next()).toEqual(DONE);
});

test("a value that can't cross is an error at its step, and ends the generator", async () => {
  const cell = cells();
  const stream = generator('uncloneable')(cell);
  expect((await stream.next()).value).toBe(1);
  const error = await failure(stream.next());
  expect(error).toBeInstanceOf(UncloneableError);
  expect(error.message).toContain('uncloneable: the yielded value, at f: a function');
  expect(cell[0]).toBe(1);
  expect(await stream.next()).toEqual(DONE);
  const atEnd = generator('uncloneableEnd')();
  await atEnd.next();
  expect((await failure(atEnd.next())).message).toContain('uncloneableEnd: the result: a function');
});

test.each(kinds)('%s: a generator works ahead of a slow consumer, within the window', async (kind) => {
  for (const key of ['endless', 'endlessAsync']) {
    const cell = cells(2);
    let taken = 0;
    let ahead = 0;
    for await (const value of generator(key, kind)(cell)) {
      expect(value).toBe(taken++);
      if (taken % 10 === 0) await pause(10);
      ahead = Math.max(ahead, cell[0]! - taken);
      if (taken === 200) break;
    }
    expect(ahead).toBeGreaterThan(4);
    expect(ahead).toBeLessThanOrEqual(16);
    expect(cell[0]).toBeLessThanOrEqual(216);
    expect(cell[1]).toBe(1);
  }
});

test('break runs finally before the loop is left', async () => {
  for (const [key, after] of [
    ['endless', 1],
    ['endlessAsync', 1],
    ['endless', 100],
  ] as const) {
    const cell = cells(2);
    for await (const value of generator(key, 'background')(cell)) if (value === after) break;
    expect(cell[1]).toBe(1);
    const made = cell[0];
    await pause(20);
    expect(cell[0]).toBe(made);
  }
});

test('return(v) gives v, awaited; what finally returns or throws comes instead', async () => {
  const ends = async (key: string, value?: unknown) => {
    const stream = generator(key)(cells(2));
    await stream.next();
    const result = await stream.return?.(value);
    expect(await stream.next()).toEqual(DONE);
    return result;
  };
  expect(await ends('endless', 5)).toEqual({ done: true, value: 5 });
  expect(await ends('endless', Promise.resolve(6))).toEqual({ done: true, value: 6 });
  // It stays here.
  const f = () => 1;
  expect((await ends('endless', f))!.value).toBe(f);
  expect(await ends('endsOtherwise', 5)).toEqual({ done: true, value: 'replaced' });
  expect((await failure(ends('failsToEnd', 5))).message).toBe('in finally');
});

test('an error ahead of a consumer who leaves is a warning: nobody had asked for that step', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => {
    warnings.push(warning.message);
  };
  process.on('warning', listen);
  try {
    const stream = generator('fails')(5);
    await stream.next();
    await pause(20);
    expect(await stream.return?.('v')).toEqual({ done: true, value: 'v' });
    await until(() => warnings.length > 0);
    expect(warnings).toEqual(['unsync: an error ahead of the consumer of fails, which has ended it: line 5']);
  } finally {
    process.off('warning', listen);
  }
});

test('return() comes after what was asked for before it, and hands out nothing more', async () => {
  const cell = cells(2);
  const stream = generator('endlessAsync')(cell);
  await stream.next();
  await until(() => cell[0]! >= 10);
  const [pending, returned, again, late] = [stream.next(), stream.return?.(1), stream.return?.(2), stream.next()];
  expect(await returned).toEqual({ done: true, value: 1 });
  expect(await again).toEqual({ done: true, value: 2 });
  expect(await late).toEqual(DONE);
  expect(await pending).toEqual({ done: false, value: 1 });
  expect(cell[1]).toBe(1);
});

test('return() before the first next() starts nothing', async () => {
  const cell = cells();
  const stream = generator('begins')(cell);
  expect(await stream.return?.(5)).toEqual({ done: true, value: 5 });
  expect(await stream.next()).toEqual(DONE);
  await stub('add')(1, 2);
  await pause(20);
  expect(cell[0]).toBe(0);
});

test('return() after the end, and of what failed before it began', async () => {
  const stream = generator('count')(1);
  await drain(stream);
  expect(await stream.return?.(5)).toEqual({ done: true, value: 5 });
  const broken = generator('count')(() => 1);
  expect(await broken.return?.(6)).toEqual({ done: true, value: 6 });
  expect(await broken.next()).toEqual(DONE);
});

test('return() of a stream that waits for a thread, or for an argument', async () => {
  const gate = cells();
  const cell = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const stream = generator('begins')(cell);
  const late = generator('arguments')(Promise.resolve(7));
  const steps = [stream.next(), stream.return?.(5), stream.next(), late.next(), late.return?.(8)];
  open(gate);
  expect(await Promise.all(steps)).toEqual([
    { done: false, value: 1 },
    { done: true, value: 5 },
    DONE,
    { done: false, value: 7 },
    { done: true, value: 8 },
  ]);
  await Promise.all(blockers);
});

test('an abort while it waits for a thread: it never begins', async () => {
  const gate = cells();
  const cell = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const controller = new AbortController();
  const stream = generator('begins').options({ signal: controller.signal })(cell);
  const steps = [failure(stream.next()), stream.next(), stream.return?.(5)];
  controller.abort('enough');
  expect(await Promise.all(steps)).toEqual(['enough', DONE, { done: true, value: 5 }]);
  open(gate);
  await Promise.all(blockers);
  await stub('add')(1, 2);
  expect(cell[0]).toBe(0);
});

test('a thread that dies: the values before it, the error once, then done', async () => {
  const stream = generator('exitsAfter', 'blocking')(20);
  for (let i = 0; i < 20; i++) expect((await stream.next()).value).toBe(i);
  const results = [stream.next(), stream.next()];
  const error = await failure(results[0]!);
  expect(error).toBeInstanceOf(WorkerExitError);
  expect(error).toMatchObject({ exitCode: 3, task: 'exitsAfter' });
  expect(await results[1]).toEqual(DONE);
  expect(await stream.next()).toEqual(DONE);
});

test("an error of a timer of the generator's is the stream's", async () => {
  const stream = generator('strays', 'background')();
  expect((await stream.next()).value).toBe(1);
  expect((await failure(stream.next())).message).toBe('stray');
  expect(await stream.next()).toEqual(DONE);
  expect(await stub('thread', 'background', { file: 'streams.mjs' })()).toBeGreaterThan(0);
});

test('a worker module that is missing, or lacks the task', async () => {
  for (const stream of [generator('count', 'cpu-bound', { file: 'does-not-exist.mjs' })(1), generator('toString')(1)]) {
    expect((await failure(stream.next())).code).toBe('ERR_UNSYNC_LOAD');
    expect(await stream.next()).toEqual(DONE);
  }
});

test('an aborted signal rejects the pending next(), and finally runs where it was parked', async () => {
  const cell = cells(2);
  const controller = new AbortController();
  const reason = new Error('enough');
  const stream = generator('endless').options({ signal: controller.signal })(cell);
  await stream.next();
  await until(() => cell[0] === 17);
  await pause(20);
  controller.abort(reason);
  expect(await failure(stream.next())).toBe(reason);
  expect(await stream.next()).toEqual(DONE);
  await until(() => cell[1] === 1);
});

test('an abort in the middle of computing ends the thread, which is replaced', async () => {
  const controller = new AbortController();
  const stream = generator('spinsAfter').options({ signal: controller.signal })(1);
  expect((await stream.next()).value).toBe(0);
  const pending = [stream.next(), stream.next()];
  setTimeout(() => controller.abort('enough'), 30);
  expect(await failure(pending[0]!)).toBe('enough');
  expect(await pending[1]).toEqual(DONE);
  expect(await stub('add')(1, 2)).toBe(3);
});

test('an abort on the background thread ends that generator alone', async () => {
  const cell = cells(2);
  const other = generator('slowly', 'background')(20, 5);
  await other.next();
  const controller = new AbortController();
  const stream = generator('endless', 'background').options({ signal: controller.signal })(cell);
  await stream.next();
  const pending = Array.from({ length: 100 }, () => stream.next());
  controller.abort('enough');
  expect(await failure(pending[0]!)).toBe('enough');
  await Promise.all(pending.slice(1));
  await until(() => cell[1] === 1);
  expect((await drain(other)).values.at(-1)).toBe(19);
});

test('a signal that was aborted before the first next() starts nothing, and listeners go', async () => {
  const cell = cells();
  const early = generator('begins').options({ signal: AbortSignal.abort('before') })(cell);
  expect(await failure(early.next())).toBe('before');
  expect(await early.next()).toEqual(DONE);
  expect(cell[0]).toBe(0);
  let listeners = 0;
  const signal = {
    aborted: false,
    addEventListener: () => {
      listeners++;
    },
    removeEventListener: () => {
      listeners--;
    },
  };
  const stream = generator('count').options({ signal })(1);
  expect(listeners).toBe(0);
  const first = stream.next();
  expect(listeners).toBe(1);
  await first;
  await stream.next();
  expect(listeners).toBe(0);
});

test('a timeout counts from the call, and ends what computes', async () => {
  // a thread that is there: to start one may take longer than that
  await generator('count')(1).next();
  const spins = generator('spinsAfter').options({ timeout: 1500 })(1);
  expect((await spins.next()).value).toBe(0);
  const error = await failure(spins.next());
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ message: 'spinsAfter took longer than 1500 ms', task: 'spinsAfter' });
  const late = generator('count').options({ timeout: 5 })(1);
  await pause(20);
  expect(await failure(late.next())).toBeInstanceOf(TimeoutError);
  const never = generator('x', 'async', {
    inline: async function* () {
      yield 1;
      await new Promise(() => {});
    },
  }).options({ timeout: 30 })();
  expect((await never.next()).value).toBe(1);
  expect(await failure(never.next())).toBeInstanceOf(TimeoutError);
});

test('of kind async, without a worker and inside one, the plain generator runs there', async () => {
  const object = { f: () => 1 };
  let ended = 0;
  const inline = function* (this: unknown, value: unknown) {
    try {
      yield value;
      yield Promise.resolve(this);
      yield 3;
    } finally {
      ended++;
    }
  };
  for (const kind of ['async', 'cpu-bound'] as const) {
    const self = {};
    const { create } = await import('unsync/task');
    const marked = create(() => ({
      name: 'x',
      at: '',
      kind,
      stream: true,
      inline,
      ...(kind === 'async' && { worker: 'file:///x' }),
    }));
    expect(marked.inline).toBe(inline);
    const stream = marked.call(self, object) as never as AsyncIterableIterator<unknown>;
    expect((await stream.next()).value).toBe(object);
    expect((await stream.next()).value).toBe(self);
    expect(await stream.return?.(4)).toEqual({ done: true, value: 4 });
    expect(await stream.next()).toEqual(DONE);
  }
  expect(ended).toBe(2);
  expect(await stub('nestedStream')(3)).toEqual([0, 1, 2]);
});

test('members of a stub', async () => {
  const inline = function* numbers(_n: number) {};
  const marked = generator('count', 'blocking', { inline: inline as never });
  expect([marked.name, marked.length, marked.kind, marked.inline]).toEqual(['numbers', 1, 'blocking', inline]);
  expect((await drain(marked.options({ timeout: 60_000 }).options({ priority: 1 })(2))).values).toEqual([0, 1]);
});

test('an instance method that yields gets the fields of its receiver', async () => {
  class Range {
    by = 3;
  }
  const scaled = generator('scaled', 'cpu-bound', { instanceOf: Range });
  const range = new Range();
  const stream = scaled.call(range as never, 3);
  range.by = 100;
  expect((await drain(stream)).values).toEqual([0, 3, 6]);
});

test('many streams at once', async () => {
  const streams = Array.from({ length: 40 }, (_, i) => generator(i % 2 ? 'count' : 'countAsync', kinds[i % 3])(100, i));
  const ends = await Promise.all(streams.map(drain));
  for (const [i, { values, end }] of ends.entries()) {
    expect(values).toEqual(Array.from({ length: 100 }, (_, nth) => nth));
    expect(end).toBe(i);
  }
});
