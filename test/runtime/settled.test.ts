// Calls that are over before they have begun: while their arguments are read, or awaited.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Kind } from 'unsync';
import { describe, expect, test } from 'vitest';
import { cells, failure, open, run, stub } from './stubs.js';

const of = (key: string, kind: Kind = 'cpu-bound', extra: object = {}) =>
  stub(key, kind, { file: 'callbacks.mjs', ...extra });

/** What aborts when it is read for the nth time, if ever. */
function trap(nth: number) {
  const controller = new AbortController();
  let reads = 0;
  const value = {
    get total() {
      if (++reads === nth) controller.abort(new Error('mine'));
      return 1;
    },
  };
  return { signal: controller.signal, value, isSprung: () => reads >= nth };
}

async function steps(stream: AsyncIterable<unknown>): Promise<unknown> {
  for await (const each of stream) return each;
  return undefined;
}

describe('aborted while its arguments are read, for the first time or when they are cloned', () => {
  const kinds = ['cpu-bound', 'blocking', 'background'] as const;
  const key = (kind: Kind) => (kind === 'background' ? 'markAsync' : 'mark');

  test.each(kinds)('%s', async (kind) => {
    const ran = cells();
    const neighbour = kind === 'background' ? of('sleep', kind)(300, 'lives') : undefined;
    await of('sleep', kind)(1);
    for (const nth of [1, 2, 3]) {
      for (const wait of [(value: unknown) => value, (value: unknown) => Promise.resolve(value)]) {
        for (const extra of [{}, { callbacks: { '0.f': 'call' } }]) {
          const { signal, value, isSprung } = trap(nth);
          const given = Object.keys(extra).length > 0 ? Object.assign(value, { f() {} }) : value;
          const outcome = await of(key(kind), kind, extra)
            .options({ signal })(wait(given), ran)
            .catch((e: Error) => e.message);
          expect(outcome).toBe(isSprung() ? 'mine' : 'marked');
        }
      }
    }
    expect(await neighbour).toBe(neighbour && 'lives');
    expect(await of(key(kind), kind)(0, ran)).toBe('marked');
  });

  test('before it is posted, it never runs', async () => {
    const ran = cells();
    for (const kind of kinds) {
      const { signal, value } = trap(1);
      expect((await failure(of(key(kind), kind).options({ signal })(value, ran))).message).toBe('mine');
      await of('sleep', kind)(1);
    }
    expect(Atomics.load(ran, 0)).toBe(0);
  });

  test('in a queue, and where a limit is reached', async () => {
    const [gate, ran] = [cells(), cells()];
    const wait = of('wait').options({ limit: 40 });
    const limited = of('mark').options({ limit: 1 });
    const blockers = Array.from({ length: 40 }, () => wait(gate));
    const first = limited(0, ran);
    const failures = [1, 2].flatMap((nth) =>
      [of('mark'), limited].map(async (call) => {
        const { signal, value } = trap(nth);
        return (await failure(call.options({ signal })(value, ran))).message;
      }),
    );
    expect(await Promise.all(failures)).toEqual(Array(4).fill('mine'));
    const last = limited(0, ran);
    open(gate);
    expect(await Promise.all([first, last])).toEqual(['marked', 'marked']);
    await Promise.all(blockers);
    expect(Atomics.load(ran, 0)).toBe(2);
  });

  test.each(['cpu-bound', 'background'] as const)('a stream, %s', async (kind) => {
    const ran = cells();
    for (const nth of [1, 2, 3]) {
      for (const wait of [(value: unknown) => value, (value: unknown) => Promise.resolve(value)]) {
        const { signal, value, isSprung } = trap(nth);
        const stream = of('steps', kind, { stream: true }).options({ signal })(wait(value), ran);
        const outcome = await steps(stream as never).catch((e: Error) => e.message);
        expect(outcome).toBe(isSprung() ? 'mine' : 'marked');
      }
    }
    expect(await steps(of('steps', kind, { stream: true })(0, ran) as never)).toBe('marked');
  });

  test('an element of a map', async () => {
    const ran = cells();
    for (const nth of [1, 2]) {
      const { signal, value } = trap(nth);
      const mapped = of('mark').options({ signal }).map([value, value, value]);
      expect((await failure(mapped)).message).toBe('mine');
    }
    expect(await of('mark').map([]).then()).toEqual([]);
    expect(await of('mark')(0, ran)).toBe('marked');
  });

  test('on its own thread', async () => {
    const { stdout, code } = await run(
      `
      let ran = 0;
      const here = stub('here', 'cpu-bound', () => ++ran);
      const controllers = Array.from({ length: 2 }, () => new AbortController());
      const trap = (controller) => ({ get total() { controller.abort('mine'); return 1; } });
      for (const options of [{}, { limit: 1 }]) {
        const controller = new AbortController();
        const call = here.options(options);
        console.log(await call.options({ signal: controller.signal })(trap(controller)).catch(e => e), ran, await call(1), ran);
      }`,
      { UNSYNC_INLINE: '1' },
    );
    expect([stdout, code]).toEqual(['mine 0 1 1\nmine 1 2 2\n', 0]);
  });
});

describe('nothing of it is kept', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;

  /** Megabytes of Buffers here. */
  async function held(): Promise<number> {
    for (let i = 0; i < 4; i++) {
      await new Promise(setImmediate);
      gc();
    }
    return process.memoryUsage().arrayBuffers / 1e6;
  }

  test('cancelled while it waits for a promise that stays pending', async () => {
    const pending = new Promise<never>(() => {});
    const before = await held();
    const calls = Array.from({ length: 5 }, () => {
      const bytes = new Uint8Array(4e6);
      return [
        of('length')(bytes, pending),
        // Of two promises, one has come to something.
        of('length')(Promise.resolve(bytes), pending),
      ];
    }).flat();
    const controller = new AbortController();
    const streams = Array.from({ length: 10 }, (_, n) => {
      const bytes = new Uint8Array(4e6);
      const options = { signal: controller.signal, ...(n % 2 && { transfer: [bytes.buffer] }) };
      return of('steps', 'cpu-bound', { stream: true }).options(options)(bytes, pending);
    });
    const begun = streams.slice(0, 8).map((stream) => failureOrDone(stream.next()));
    await new Promise(setImmediate);
    expect(await held()).toBeGreaterThan(before + 50);
    for (const call of calls) call.cancel();
    controller.abort();
    for (const stream of streams) await stream.return(undefined).catch(() => {});
    await Promise.all(begun);
    await Promise.allSettled(calls);
    expect(await held()).toBeLessThan(before + 10);
    // They were there all the time.
    expect([calls.length, streams.length, await Promise.race([pending, 'pending'])]).toEqual([10, 10, 'pending']);
  });

  const failureOrDone = (step: Promise<unknown>) => step.catch(() => {});

  test('in a thread, what calls in the run queue were given', async () => {
    const { stdout, code } = await run(
      `
      const of = (key) => create(() => ({ name: key, at: 'a.ts:1:1', kind: 'cpu-bound', key, plain: true,
        worker: workers + 'callbacks.mjs', inline() {} }));
      const [length, held] = [of('length'), of('held')];
      await length('');
      const before = await held();
      for (let round = 0; round < 20; round++)
        await Promise.all(Array.from({ length: 40 }, (_, n) => length('x'.repeat(1e5) + n)));
      console.log((await held()) - before < 2e7);`,
      { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
    );
    expect([stdout, code]).toEqual(['true\n', 0]);
  });
});
