// Stubs as the compiler would emit them, for the hand-written worker modules.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Kind, Marked } from 'unsync';
import { create } from 'unsync/task';
import { vi } from 'vitest';

// Only what hangs is to fail: the machine may be slow.
vi.setConfig({ testTimeout: 60_000 });

export const workers = new URL('./workers/', import.meta.url);

/** For `run`: the program has a `clock` that it can set. */
export const withClock = `--require=${JSON.stringify(fileURLToPath(new URL('clock.cjs', workers)))}`;

interface Extra {
  file?: string;
  inline?: Function;
  classes?: () => Record<string, Function>;
  captures?: () => Record<string, unknown>;
  instanceOf?: Function;
  stream?: true;
  callbacks?: Record<string, 'call' | 'await'>;
  parameters?: string[];
  fresh?: string[];
  tracked?: string[];
}

export function stub(
  key: string,
  kind: Kind = 'cpu-bound',
  { file = 'basic.mjs', inline, ...extra }: Extra = {},
): Marked<(...args: any) => any> {
  const fallback = () => {
    throw new Error(`${key} ran inline`);
  };
  return create(() => ({
    name: key,
    at: `src/test.ts:1:1`,
    kind,
    key,
    worker: new URL(file, workers),
    inline: inline ?? fallback,
    ...extra,
  }));
}

/** A generator of streams.mjs. */
export function generator(
  key: string,
  kind: Kind = 'cpu-bound',
  extra: Extra = {},
): Marked<(...args: any) => Generator<any, any, undefined>> {
  return stub(key, kind, { file: 'streams.mjs', stream: true, ...extra }) as never;
}

/** All values of a stream, and what it returned. */
export async function drain(
  stream: AsyncIterator<unknown, unknown, undefined>,
): Promise<{ values: unknown[]; end: unknown }> {
  const values: unknown[] = [];
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return { values, end: value };
    values.push(value);
  }
}

/** Shared counters, all 0. */
export function cells(count = 1): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * count));
}

export function open(gate: Int32Array): void {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** What a promise rejects with. */
export async function failure(promise: PromiseLike<unknown>): Promise<any> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`not rejected but ${String(value)}`);
}

/** No longer than a test may take: also the hooks that use it come to an end. */
export async function until(condition: () => boolean, limit = 120_000): Promise<void> {
  const end = Date.now() + limit;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export interface Outcome {
  code: number | string | null;
  stdout: string;
  stderr: string;
}

/** A program that has the stubs below, for `-e`. */
export function source(text: string, format: 'module' | 'commonjs' = 'module'): string {
  const prelude =
    format === 'module'
      ? `import { create } from 'unsync/task'; import * as unsync from 'unsync'; const workers = ${JSON.stringify(workers.href)};`
      : `const { create } = require('unsync/task'); const unsync = require('unsync'); const workers = ${JSON.stringify(workers.href)};`;
  const helper = `
    const stub = (key, kind = 'cpu-bound', inline = () => { throw new Error('inline'); }) =>
      create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + 'basic.mjs', inline }));
    const generator = (key, kind = 'cpu-bound', inline = () => { throw new Error('inline'); }) =>
      create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + 'streams.mjs', stream: true, inline }));`;
  return prelude + helper + text;
}

/** Runs a program to its end. A child that hangs is killed, and then has no exit code. */
export function run(
  text: string,
  env: Record<string, string> = {},
  format: 'module' | 'commonjs' = 'module',
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`--input-type=${format}`, '-e', source(text, format)],
      {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        timeout: 120_000,
        env: { ...process.env, NODE_OPTIONS: '', ...env },
      },
      (error, stdout, stderr) => resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr }),
    );
  });
}
