// Instances of classes of which the build has seen only declarations: each is judged as it crosses.
import { UncloneableError } from 'unsync';
import { expect, test } from 'vitest';
import { failure, stub } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { __unsyncClasses } from './workers/judged.mjs';

const all = __unsyncClasses as Record<string, new (...args: number[]) => object>;
const identity = stub('identity', 'cpu-bound', { file: 'judged.mjs', classes: () => all });
const open = ['~Vector', '~Described'];

test.each(open)('%s crosses: what its comments and strings say is no private state', async (name) => {
  const made = new all[name]!(1, 2);
  const back: unknown = await identity([made]).then(([each]: unknown[]) => each);
  expect(back).toBeInstanceOf(all[name]!);
  expect(back).toEqual(made);
});

test.each(Object.keys(all).filter((name) => !open.includes(name)))(
  '%s does not: it has private state',
  async (name) => {
    const error = await failure(identity(new all[name]!()));
    expect(error).toBeInstanceOf(UncloneableError);
    expect((error as Error).message).toContain('private state');
  },
);
