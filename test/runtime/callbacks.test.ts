// Callbacks: that they come one after another, and what becomes of them, and of signals, when their call is over.
import { getEventListeners } from 'node:events';
import type { CallOptions, Kind } from 'unsync';
import { describe, expect, test } from 'vitest';
import { cells, failure, open, run, stub, until } from './stubs.js';

const of = (key: string, kind: Kind = 'cpu-bound', extra: object = {}) =>
  stub(key, kind, { file: 'callbacks.mjs', ...extra });
const callbacks = { 1: 'call' } as const;

/** A call whose result is waited for, and not made here. */
const other = (kind: Kind = 'blocking') => stub('add', kind).options({ timeout: 60_000 });

describe('when the call is over and its function goes on', () => {
  const ends: [string, CallOptions, (call: { cancel(): void }) => void, boolean][] = [
    ['cancelled', {}, (call) => call.cancel(), false],
    ['out of time', { timeout: 400 }, () => {}, false],
    ['ended by what a callback throws', {}, () => {}, true],
  ];

  test.each(ends)('%s: it is not held up by callbacks that nobody hears of', async (_, options, end, throws) => {
    const done = cells();
    let heard = 0;
    let isOver = false;
    const call = of('countSlowly', 'background', { callbacks }).options(options)(
      // Each as many as may be ahead.
      100_000,
      () => {
        expect(isOver).toBe(false);
        if (++heard === 5 && throws) throw new Error('enough');
      },
      done,
    );
    const failed = failure(call);
    await until(() => heard >= 5 || call.done());
    end(call);
    await failed;
    isOver = true;
    expect(await of('sleep', 'background')(1, 'alive')).toBe('alive');
    await until(() => Atomics.load(done, 0) === 1);
  });

  test('a stream that is left, too', async () => {
    const done = cells();
    const controller = new AbortController();
    const stream = of('countInSteps', 'background', { callbacks, stream: true }).options({ signal: controller.signal })(
      5000,
      () => controller.abort('enough'),
      done,
    );
    expect(await stream.next()).toEqual({ done: false, value: 'begun' });
    expect(await failure(stream.next())).toBe('enough');
    expect(await of('sleep', 'background')(1, 'alive')).toBe('alive');
    await until(() => Atomics.load(done, 0) === 1);
  });

  test('an answer that it waits for is an error, whether it asked before the end or after', async () => {
    const [gate, done] = [cells(), cells()];
    let asked = 0;
    const call = of('ask', 'background', { callbacks: { 0: 'await' } })(async () => ++asked, gate, done);
    // Here nothing is heard meanwhile.
    Atomics.wait(done, 0, 0);
    call.cancel();
    expect((await failure(call)).name).toBe('AbortError');
    open(gate);
    await until(() => Atomics.load(done, 0) === 2);
    const text =
      /^UnsyncError ERR_UNSYNC_CALLBACK ask: nobody answers a callback any more, since the call was cancelled/;
    expect(await of('noted', 'background')()).toEqual([expect.stringMatching(text), expect.stringMatching(text)]);
    expect(asked).toBe(0);
  });

  test('it still hears of the abort of a signal that it was given; then nobody listens', async () => {
    const heard = cells();
    const controller = new AbortController();
    const call = of('hear', 'background').options({ timeout: 20 })(controller.signal, heard);
    expect((await failure(call)).name).toBe('TimeoutError');
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort('stop');
    await until(() => Atomics.load(heard, 0) === 1);
    expect(await of('noted', 'background')()).toEqual(['stop']);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test('of aborts that come after it has returned, nothing is kept', async () => {
    // More than the thread may hold.
    const { stdout, code } = await run(
      `
      const begin = create(() => ({ name: 'begin', at: 'a.ts:1:1', kind: 'cpu-bound', key: 'begin',
        worker: workers + 'callbacks.mjs', inline() {} }));
      for (let n = 0; n < 60; n++) {
        const controller = new AbortController();
        const begun = new Int32Array(new SharedArrayBuffer(4));
        const call = begin(controller.signal, begun);
        // Its result is not heard before the abort is sent.
        Atomics.wait(begun, 0, 0);
        controller.abort('x'.repeat(1e6) + n);
        await call;
      }
      console.log('alive');`,
      { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32' },
    );
    expect([stdout, code]).toEqual(['alive\n', 0]);
  });
});

describe('one after another', () => {
  /** Notes how deep callbacks are inside each other, and in which order they begin and end. */
  function watch(action: (n: number) => void) {
    const seen = { depth: 0, deepest: 0, log: [] as string[] };
    const callback = (n: number) => {
      seen.deepest = Math.max(seen.deepest, ++seen.depth);
      seen.log.push(`> ${n}`);
      try {
        action(n);
      } finally {
        seen.log.push(`< ${n}`);
        seen.depth--;
      }
    };
    return { seen, callback };
  }
  const inOrder = (n: number) => Array.from({ length: n }, (_, i) => [`> ${i}`, `< ${i}`]).flat();

  test.each([
    // More than may be ahead.
    ['a cpu-bound function', 'cpu-bound', 'count', 1100],
    ['an async function', 'background', 'countSlowly', 300],
  ] as const)('%s, whose callback waits in result()', async (_, kind, key, n) => {
    const done = cells();
    const { seen, callback } = watch((i) => {
      // All that can have come has come.
      if (i === 0 && n < 1000) Atomics.wait(done, 0, 0);
      if (i < 40) other()(i, 1).result();
    });
    const call = of(key, kind, { callbacks })(n, callback, done);
    void call.then(() => seen.log.push('settled'));
    expect(await call).toBe('done');
    expect(seen.deepest).toBe(1);
    expect(seen.log).toEqual([...inOrder(n), 'settled']);
  });

  test('whose callback makes many calls, or cancels one', async () => {
    const done = cells();
    const made: PromiseLike<unknown>[] = [];
    const { seen, callback } = watch((i) => {
      if (i > 0) return;
      Atomics.wait(done, 0, 0);
      for (let n = 0; n < 100; n++) made.push(of('length')('text'));
      const spin = stub('spin', 'background').options({ timeout: 60_000 });
      expect(spin.kind).toBe('background');
      of('sleep')(10_000).cancel();
    });
    expect(await of('count', 'cpu-bound', { callbacks })(50, callback, done)).toBe('done');
    expect(await Promise.all(made)).toEqual(Array(100).fill(4));
    expect(seen).toMatchObject({ deepest: 1, log: inOrder(50) });
  });

  test('what one throws ends the call, though the function has returned meanwhile', async () => {
    const done = cells();
    const call = of('count', 'cpu-bound', { callbacks })(
      3,
      (i: number) => {
        Atomics.wait(done, 0, 0);
        other()(1, 1).result();
        if (i === 1) throw new RangeError('mine');
      },
      done,
    );
    expect((await failure(call)).message).toBe('mine');
    expect(await other('cpu-bound')(1, 2)).toBe(3);
  });

  test('its own result() inside one is an error; that of another runs the callbacks of that', async () => {
    const errors: any[] = [];
    const inner: number[] = [];
    const call = of('count', 'cpu-bound', { callbacks }).options({ timeout: 60_000 })(2, () => {
      try {
        call.result();
      } catch (error) {
        errors.push(error);
      }
      const nested = of('count', 'blocking', { callbacks }).options({ timeout: 60_000 });
      expect(nested(2, (n: number) => void inner.push(n)).result()).toBe('done');
    });
    expect(await call).toBe('done');
    expect(inner).toEqual([0, 1, 0, 1]);
    expect(errors.map(({ code }) => code)).toEqual(['ERR_UNSYNC_RESULT', 'ERR_UNSYNC_RESULT']);
    expect(errors[0].message).toContain('it settles when its callbacks have returned, one of which runs now');
  });

  test('those of many calls are not inside each other without limit', async () => {
    const { seen, callback } = watch((i) => {
      if (i === 0) expect(other()(1, 2).result()).toBe(3);
    });
    const done = cells();
    const calls = Array.from({ length: 200 }, () => of('countSlowly', 'background', { callbacks })(2, callback, done));
    expect(await Promise.all(calls)).toEqual(Array(200).fill('done'));
    expect(seen.deepest).toBeLessThan(60);
    expect(seen.log).toHaveLength(800);
  });

  test('a limit has room again when a function has returned, though its callback still waits for that', async () => {
    const limited = of('count', 'cpu-bound', { callbacks }).options({ limit: 1, timeout: 60_000 });
    const results: unknown[] = [];
    const call = limited(1, () => void results.push(limited(1, () => {}).result()));
    expect(await call).toBe('done');
    expect(results).toEqual(['done']);
  });

  test('result() in one that would wait for ever is an error', async () => {
    const { stdout, code } = await run(
      `
      const of = (key, kind, callbacks) => create(() => ({ name: key, at: 'a.ts:1:1', kind, key, callbacks,
        worker: workers + 'callbacks.mjs', inline() {} })).options({ timeout: 100_000 });
      const says = (name) => (error) => console.log(name, error.code, /would wait for ever/.test(error.message));
      // Its function waits for the answer, and has the only thread.
      await of('askOnce', 'cpu-bound', { 0: 'await' })(() => of('length', 'cpu-bound')('text').result()).catch(says('answer'));
      // Its function waits for room ahead, and has the only thread, or the event loop of the other call.
      await of('count', 'cpu-bound', { 1: 'call' })(5000, () => of('length', 'cpu-bound')('text').result()).catch(says('ahead'));
      await of('count', 'background', { 1: 'call' })(5000, () => of('length', 'background')('text').result()).catch(says('shared'));
      // It ends by itself.
      console.log(await of('count', 'cpu-bound', { 1: 'call' })(5, () => of('length', 'cpu-bound')('text').result()));
      console.log(await of('sleep', 'background')(1, 'alive'));`,
      { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
    );
    expect(stdout.split('\n')).toEqual([
      ...['answer', 'ahead', 'shared'].map((name) => `${name} ERR_UNSYNC_RESULT true`),
      ...['done', 'alive', ''],
    ]);
    expect(code).toBe(0);
  });
});
