// Streams against the plain generators: whatever a generator and its consumer do, step by step the
// same comes of it. A failure names its seed.
import { expect, test } from 'vitest';
import { generator, stub } from './stubs.js';

const CASES = 400;
/** More than is read ahead: a generator that ends ahead of a consumer who leaves is another matter. */
const FAR = 24;

type Random = (below: number) => number;

// mulberry32
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const pick = <T>(next: Random, list: readonly T[]): T => list[next(list.length)]!;

function script(next: Random, values: number) {
  const steps: object[] = [];
  for (let i = 0; i < values; i++) {
    if (next(12) === 0) steps.push({ type: 'busy', ms: next(4) });
    steps.push({ type: 'yield', value: pick(next, [i, `${i}`, { i }, [i, [i]], Buffer.from([i]), undefined, null]) });
  }
  if (next(3) === 0) steps.push({ type: 'throw', message: `after ${values}` });
  return [steps, pick(next, ['end', undefined, { end: 1 }]), pick(next, ['nothing', 'throw', 'return'])];
}

/** What comes of each thing that the consumer does. */
async function consume(
  stream: AsyncIterator<unknown, unknown, any>,
  next: Random,
  leavesAfter: number,
): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  const note = async (promises: (Promise<unknown> | undefined)[]) => {
    for (const { status, value, reason } of (await Promise.allSettled(promises)) as any[])
      outcomes.push(status === 'fulfilled' ? value : `threw ${reason?.message}`);
  };
  for (let taken = 0; taken < leavesAfter; ) {
    const count = Math.min(leavesAfter - taken, next(5) === 0 ? next(20) + 1 : 1);
    taken += count;
    await note(Array.from({ length: count }, () => stream.next()));
    if (next(8) === 0) await new Promise((resolve) => setTimeout(resolve, next(4)));
  }
  if (next(2) === 0) await note([stream.return?.(pick(next, ['left', undefined]))]);
  await note([stream.next(), stream.next(), stream.return?.('late')]);
  return outcomes;
}

test(`${CASES} generators and consumers`, async () => {
  const { __unsyncTasks: plain } = (await import('./workers/streams.mjs' as string)) as {
    __unsyncTasks: Record<string, (...args: unknown[]) => AsyncIterable<unknown>>;
  };
  const one = async (seed: number) => {
    const next = random(seed);
    const key = pick(next, ['scripted', 'scriptedAsync']);
    const kind = pick(next, ['cpu-bound', 'blocking', 'background'] as const);
    const values = next(60);
    const args = script(next, values);
    const leavesAfter = values > FAR && next(2) === 0 ? next(values - FAR) + 1 : values + 3;
    const choices = next(2 ** 30);
    async function* awaiting() {
      return yield* plain[key]!(...args);
    }
    const expected = await consume(awaiting(), random(choices), leavesAfter);
    const actual = await consume(generator(key, kind)(...args), random(choices), leavesAfter);
    expect({ seed, outcomes: actual }).toEqual({ seed, outcomes: expected });
  };
  const first = Number(process.env['SEED'] ?? 1);
  const seeds = Array.from({ length: CASES }, (_, i) => first + i);
  // Several at once, between calls that come and go, so that threads are shared and turns are taken.
  let done = false;
  const calls = (async () => {
    while (!done) await Promise.all(Array.from({ length: 6 }, () => stub('sleep')(1)));
  })();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let seed: number | undefined; (seed = seeds.pop()) !== undefined; ) await one(seed);
    }),
  );
  done = true;
  await calls;
});
