import { getEventListeners } from 'node:events';
import { AbortError, TimeoutError } from 'unsync';
import { expect, test } from 'vitest';
import { cells, failure, open, stub, until } from './stubs.js';

test('a queued call that is cancelled never runs', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const ran = cells();
  const cancelled = stub('mark')(ran);
  cancelled.cancel('not needed');
  expect(cancelled.done()).toBe(true);
  open(gate);
  expect(await failure(cancelled)).toBe('not needed');
  await Promise.all(blockers);
  await stub('add')(1, 2);
  expect(Atomics.load(ran, 0)).toBe(0);
});

test.each(['cpu-bound', 'blocking'] as const)(
  'a running %s call ends with its thread, and the pool is whole again',
  async (kind) => {
    const spins = Array.from({ length: 3 }, () => stub('spin', kind)());
    for (const spin of spins) spin.cancel();
    for (const spin of spins) {
      const error = await failure(spin);
      expect(error).toBeInstanceOf(AbortError);
      expect(error).toMatchObject({ name: 'AbortError', code: 'ERR_UNSYNC_ABORTED', task: 'spin' });
    }
    const counter = cells();
    await Promise.all([stub('meet', kind)(counter, 2), stub('meet', kind)(counter, 2)]);
  },
);

test('a signal rejects with its reason, and its listener goes', async () => {
  const controller = new AbortController();
  let listeners = 0;
  const signal = {
    get aborted() {
      return controller.signal.aborted;
    },
    get reason() {
      return controller.signal.reason;
    },
    addEventListener: (type: 'abort', f: () => void) => {
      listeners++;
      controller.signal.addEventListener(type, f);
    },
    removeEventListener: (type: 'abort', f: () => void) => {
      listeners--;
      controller.signal.removeEventListener(type, f);
    },
  };
  const reason = new RangeError('mine');
  const spin = stub('spin').options({ signal })();
  expect(listeners).toBe(1);
  await stub('add', 'blocking').options({ signal })(1, 2);
  expect(listeners).toBe(1);
  controller.abort(reason);
  expect(await failure(spin)).toBe(reason);
  expect(listeners).toBe(0);
});

test('a signal that was aborted before starts nothing, of any kind', async () => {
  const ran = cells();
  const signal = AbortSignal.abort('before');
  const inline = () => {
    Atomics.add(ran, 0, 1);
  };
  for (const kind of ['cpu-bound', 'blocking', 'background', 'async'] as const) {
    expect(await failure(stub('mark', kind, { inline }).options({ signal })(ran))).toBe('before');
  }
  await stub('add')(1, 2);
  expect(Atomics.load(ran, 0)).toBe(0);
});

test('a timeout counts the queue, too', async () => {
  const gate = cells();
  const ran = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const error = await failure(stub('mark').options({ timeout: 20 })(ran));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ name: 'TimeoutError', code: 'ERR_UNSYNC_TIMEOUT', task: 'mark' });
  open(gate);
  await Promise.all(blockers);
  await stub('add')(1, 2);
  expect(Atomics.load(ran, 0)).toBe(0);
});

test('a timeout ends what runs, and rejects an async call', async () => {
  expect((await failure(stub('spin').options({ timeout: 20 })())).name).toBe('TimeoutError');
  const never = stub('x', 'async', { inline: () => new Promise(() => {}) });
  expect((await failure(never.options({ timeout: 20 })())).name).toBe('TimeoutError');
  expect(await stub('add').options({ timeout: 2 ** 40 })(1, 2)).toBe(3);
});

test('a background call is given up alone', async () => {
  const ran = cells();
  const other = stub('delay', 'background')(30, 'other');
  const given = stub('meetAsync', 'background')(ran, 2);
  await until(() => Atomics.load(ran, 0) === 1);
  given.cancel();
  expect((await failure(given)).name).toBe('AbortError');
  expect(await other).toBe('other');
  Atomics.add(ran, 0, 1);
});

test('cancelling what has settled changes nothing', async () => {
  const future = stub('add')(1, 2);
  await future;
  future.cancel();
  expect(await future).toBe(3);
});

test('cancelling while promises among the arguments are awaited', async () => {
  const ran = cells();
  const call = stub('mark')(ran, new Promise(() => {}));
  call.cancel();
  expect((await failure(call)).name).toBe('AbortError');
});

test('any number of calls may have one signal, which then has one listener, and none after', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const controller = new AbortController();
  const { signal } = controller;
  const gate = cells();
  const calls = Array.from({ length: 40 }, () => failure(stub('wait').options({ signal })(gate)));
  const brief = await Promise.all(
    Array.from({ length: 20 }, (_, n) => stub('add', 'blocking').options({ signal })(n, 1)),
  );
  expect(brief).toHaveLength(20);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  controller.abort('enough');
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 40 }, () => 'enough'));
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
