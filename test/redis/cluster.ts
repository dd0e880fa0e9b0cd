/** A compiled program, workers for it, and callers: each a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test as base } from 'vitest';
import { node, project, repository } from '../hosts/project';
import { type Server, startServer } from './server';

export const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
export const secret = 'a secret that only these tests have, of some length';

const source = `import fs from 'node:fs';
import { threadId } from 'node:worker_threads';

/** @unsync cpu-bound */
export function square(n: number): number {
  return n * n;
}

/** @unsync cpu-bound */
export function echo(value: unknown): unknown {
  return value;
}

/** @unsync cpu-bound */
export function spin(ms: number): number {
  const end = Date.now() + ms;
  while (Date.now() < end);
  return ms;
}

/** @unsync blocking */
export function once(file: string, text: string, ms: number): string {
  return work(file, text, ms);
}

/** @unsync blocking idempotent */
export function again(file: string, text: string, ms: number): string {
  return work(file, text, ms);
}

/** @unsync cpu-bound idempotent */
export function compute(file: string, text: string, ms: number): string {
  fs.appendFileSync(file, text + ' ' + process.pid + '\\n');
  spin.inline(ms);
  return text;
}

function work(file: string, text: string, ms: number): string {
  fs.appendFileSync(file, text + ' ' + process.pid + '\\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return text;
}

/** @unsync */
export async function later(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** @unsync background */
export async function loop(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return process.pid;
}

export class Refused extends Error {
  constructor(message: string, readonly details: unknown) {
    super(message);
  }
}

/** @unsync cpu-bound */
export function fail(text: string): number {
  throw new Refused(text, new Map([[text, new TypeError('inner', { cause: new RangeError('innermost') })]]));
}

/** @unsync cpu-bound */
export function leave(code: number): void {
  process.exit(code);
}

/** @unsync blocking */
export function where(): [pid: number, thread: number] {
  return [process.pid, threadId];
}

/** @unsync blocking */
export function bytes(length: number): Uint8Array {
  return new Uint8Array(length).fill(7);
}

/** @unsync blocking */
export function lengthOf(bytes: Uint8Array): number {
  return bytes.length;
}

/** @unsync cpu-bound */
export function counting(to: number, onStep: (n: number) => void): number {
  for (let n = 1; n <= to; n++) onStep(n);
  return process.pid;
}

/** @unsync cpu-bound */
export function* upTo(n: number): Generator<number> {
  for (let i = 1; i <= n; i++) yield i;
}

export class Money {
  constructor(readonly amount: number, readonly currency: string) {}
  /** @unsync cpu-bound */
  times(factor: number): Money {
    return new Money(this.amount * factor, this.currency);
  }
}

/** @unsync cpu-bound */
export function double(money: Money): Money {
  return new Money(2 * money.amount, money.currency);
}

export function adder(step: number) {
  /** @unsync cpu-bound */
  function add(n: number): number {
    return n + step;
  }
  return add;
}
`;

const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    rootDir: 'src',
    outDir: 'dist',
    types: ['node'],
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  },
  include: ['src'],
});

/** Compiles the program of these tests, with a change to make another build of it. */
export function buildProgram(change = ''): string {
  const folder = project({ 'tsconfig.json': tsconfig, 'src/work.ts': source + change }, 'module');
  const built = node(folder, [cli, 'build']);
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  return folder;
}

export interface Child {
  readonly process: ChildProcess;
  /** Standard output and error together. */
  output(): string;
  /** Settles when the output has it. */
  says(text: string | RegExp): Promise<void>;
  /** Settles with the exit code when it has ended, null after a signal. */
  readonly ended: Promise<number | null>;
}

interface SpawnOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Another Node. */
  readonly execPath?: string;
  /** Default 'ignore'. */
  readonly stdin?: 'pipe';
}

function start(
  folder: string,
  args: readonly string[],
  { env, execPath = process.execPath, stdin = 'ignore' as never }: SpawnOptions,
): Child {
  const child = spawn(execPath, args, {
    cwd: folder,
    stdio: [stdin, 'pipe', 'pipe'],
    env: { ...process.env, VITEST: undefined, UNSYNC_SECRET: secret, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    output: () => output,
    async says(text) {
      const has = () => (typeof text === 'string' ? output.includes(text) : text.test(output));
      while (!has()) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`it ended without ${text}: ${output}`);
        await delay(10);
      }
    },
    ended,
  };
}

const head = (
  server: Pick<Server, 'url'>,
  settings: string,
) => `import { configure, shutdown, stats, prewarm } from 'unsync';
import { bullmq } from 'unsync/bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import * as work from './dist/work.js';
const { ${functions.join(', ')} } = work;
if (!process.env.LOCAL) configure({ executor: bullmq({ connection: '${server.url}', ${settings} }) });
const outcome = (promise) =>
  promise.then((value) => value, (error) => [error.code ?? error.name, error.reason, error.mayHaveRun].filter((each) => each !== undefined).join(' '));
`;

type To = Pick<Server, 'url'>;
type CallerOptions = SpawnOptions & {
  /** Text of the options of `bullmq()`, beside its connection. */
  readonly settings?: string;
};

let callers = 0;

/** What a test has started, and what is ended with it. */
class Stage {
  readonly #children: Child[] = [];
  readonly #servers: Server[] = [];

  /** @param options of redis-server */
  async server(options?: Readonly<Record<string, string>>): Promise<Server> {
    const server = await startServer(options);
    this.#servers.push(server);
    return server;
  }

  /** `unsync worker`, once it takes calls. */
  async worker(folder: string, to: To, options: SpawnOptions & { args?: readonly string[] } = {}): Promise<Child> {
    const worker = this.start(folder, [cli, 'worker', '--redis', to.url, ...(options.args ?? [])], options);
    await worker.says('takes calls');
    return worker;
  }

  /** A program that makes calls: `code` follows on the imports of what there is to call. */
  caller(folder: string, to: To, code: string, { settings = '', ...options }: CallerOptions = {}): Child {
    const name = `caller-${++callers}.mjs`;
    fs.writeFileSync(path.join(folder, name), head(to, settings) + code);
    return this.start(folder, [name], options);
  }

  /** The output of one that comes to its end by itself. */
  async call(...given: Parameters<Stage['caller']>): Promise<string> {
    const child = this.caller(...given);
    const code = await child.ended;
    if (code !== 0) throw new Error(`it ended with ${code}: ${child.output()}`);
    return child.output();
  }

  start(...given: Parameters<typeof start>): Child {
    const child = start(...given);
    this.#children.push(child);
    return child;
  }

  async end(): Promise<void> {
    for (const { process } of this.#children) process.kill('SIGKILL');
    // not for its pipes, which what it has started may hold
    for (const { process } of this.#children)
      if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
    for (const server of this.#servers) await server.end();
  }
}

export const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: how Vitest learns that it needs no other
  stage: async ({}, use) => {
    const stage = new Stage();
    await use(stage);
    await stage.end();
  },
});

const functions = [...source.matchAll(/^export (?:async )?(?:function\*?|class) (\w+)/gm)].map(([, name]) => name!);

/** What was begun, by the log of it. */
export const begun = (file: string): string[] =>
  fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
