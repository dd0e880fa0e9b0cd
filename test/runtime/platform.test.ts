// What programs, tests and tasks do to the platform that unsync works with: preloads, mocks, other stacks, streams that are
// slow or throw, and a system that gives no more threads.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type Outcome, run, workers } from './stubs.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-platform-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const pathOf = (name: string) => fileURLToPath(new URL(name, workers));

function node(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { timeout: 50_000, env: { ...process.env, NODE_OPTIONS: '', ...env } },
      (error, stdout, stderr) => resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr }),
    );
  });
}

/** Of platform.mjs, for `run`. */
const tasks = `
  const task = (key, kind = 'blocking', extra = {}) => create(() => ({
    name: key, at: 'a.ts:1:1', kind, key, worker: workers + 'platform.mjs', inline: () => 'inline', ...extra,
  }));
  const settled = (promise) => promise.then(String, error => error.name + ': ' + error.message);`;

test.each(['--import', '--require'])(
  'a preload by %s that calls: there in a thread, in threads at once',
  async (how) => {
    const log = path.join(folder, `log${how}`);
    const file = pathOf(how === '--import' ? 'preload.mjs' : 'preload.cjs');
    const { stdout, stderr, code } = await node([how, file, pathOf('preloaded.mjs')], { TEST_LOG: log });
    expect([stdout, code], stderr).toEqual(['3\n3 true\n', 0]);
    // The program and its worker have threads: of two kinds, and of one.
    const lines = fs.readFileSync(log, 'utf8').trim().split('\n').sort();
    expect(lines.filter((line) => line !== 'here')).toEqual(['in a thread', 'in a thread']);
    expect(lines.length).toBeGreaterThanOrEqual(5);
  },
);

test('a setup module that calls', async () => {
  const log = path.join(folder, 'log');
  const { stdout, code } = await run(`console.log(await stub('add')(1, 2));`, {
    UNSYNC_SETUP: pathOf('preload.mjs'),
    TEST_LOG: log,
  });
  expect([stdout, code, fs.readFileSync(log, 'utf8')]).toEqual(['3\n', 0, 'here\n']);
});

test.each(['before', 'after'])('the platform is replaced in threads, and %s unsync is loaded', async (when) => {
  const { stdout, stderr, code } = await node([pathOf('replaced.mjs'), when], { UNSYNC_BLOCKING_MAX_THREADS: '2' });
  const right = [true, 300, 3, 'aborted', 'RangeError: mine', 300, 7, 21, true];
  expect(stdout, stderr).toBe(`${JSON.stringify({ 'cpu-bound': right, blocking: right, background: right })} 40\n`);
  expect(code).toBe(0);
});

test("node:test's mock timers, enabled before unsync is loaded", async () => {
  const { stdout, stderr, code } = await node(
    [
      '--input-type=module',
      '-e',
      `import { mock } from 'node:test';
    mock.timers.enable();
    const { create } = await import('unsync/task');
    const { shutdown } = await import('unsync');
    const add = create(() => ({ name: 'add', at: 'a.ts:1:1', kind: 'blocking', key: 'add', worker: ${JSON.stringify(new URL('basic.mjs', workers).href)}, inline() {} }));
    console.log(await add(1, 2), (await Promise.all(Array.from({ length: 100 }, (_, i) => add(i, 1)))).length);
    await shutdown();`,
    ],
    { UNSYNC_BLOCKING_MAX_THREADS: '2' },
  );
  expect([stdout, code], stderr).toEqual(['3 100\n', 0]);
});

test('Error.prepareStackTrace may give anything, on either side', async () => {
  const { stdout, stderr } = await run(`${tasks}
    const thread = await task('where', 'background')();
    for (const prepare of [(error, sites) => sites, () => undefined, () => 5, () => { throw new Error('no stack'); }]) {
      Error.prepareStackTrace = prepare;
      const error = await task('throwIt', 'background')().catch(error => error);
      Error.prepareStackTrace = undefined;
      console.log(error instanceof RangeError, error.message, /throwIt/.test(error.stack));
    }
    for (const kind of ['sites', 'throws', 'none']) {
      const error = await task('throwWith', 'background')(kind).catch(error => error);
      console.log(error instanceof RangeError, error.message, typeof error.stack, /throwWith/.test(error.stack));
    }
    console.log(thread === await task('where', 'background')());`);
  expect(stdout, stderr).toBe(
    'true mine true\n'.repeat(4) +
      'true mine string true\ntrue mine undefined false\ntrue mine undefined false\n' +
      'true\n',
  );
});

test('a call is rejected whatever goes wrong when its answer has come', async () => {
  const { stdout, stderr, code } = await run(`${tasks}
    // A class that is not there yet.
    const classes = () => { throw new ReferenceError('too early'); };
    console.log(await settled(task('point', 'blocking', { classes })()));
    const signal = { aborted: false, addEventListener() {}, removeEventListener() { throw new Error('not mine'); } };
    console.log(await settled(task('values').options({ signal })(1)));
    console.log(await settled(task('values')(2)));
    await unsync.shutdown();`);
  expect(stdout, stderr).toMatch(/^WorkerExitError: .*too early\n1\n2\n$/);
  expect(code).toBe(0);
});

test('a thread that prints faster than that is written waits; not for a caller that waits for it', async () => {
  const { stdout, stderr, code } = await run(`${tasks}
    const { Writable } = await import('node:stream');
    const real = process.stdout;
    const progress = new Int32Array(new SharedArrayBuffer(4));
    let lines = 0;
    let ahead = 0;
    const slow = new Writable({
      highWaterMark: 1,
      decodeStrings: false,
      write(chunk, _, done) {
        lines++;
        ahead = Math.max(ahead, Atomics.load(progress, 0) - lines);
        setImmediate(done);
      },
    });
    Object.defineProperty(process, 'stdout', { value: slow, configurable: true });
    await task('print')(400, 1e5, progress);
    while (slow.writableLength > 0) await new Promise(setImmediate);
    real.write(lines + ' ' + (ahead < 40 || ahead) + '\\n');
    // One that takes nothing any more.
    const stuck = new Writable({ highWaterMark: 1, write() {} });
    Object.defineProperty(process, 'stdout', { value: stuck });
    real.write(task('print')(200, 1e5, progress).result() + '\\n');
    process.exit();`);
  expect([stdout, code], stderr).toEqual(['400 true\n200\n', 0]);
});

test('what can not be printed is an error of who prints; a stream that throws ends no thread', async () => {
  const { stdout, stderr, code } = await run(`${tasks}
    const thread = await task('where')();
    const results = [
      await settled(task('write')('one\\n', 'nonsense')),
      await settled(task('write')(5)),
      await settled(task('write')(null)),
      await settled(task('write')('6869', 'hex')),
      await settled(task('write')(new Uint8Array([33, 10]))),
    ];
    const { write } = process.stdout;
    process.stdout.write = () => { throw new Error('closed'); };
    results.push(await settled(task('write')('lost')), await settled(task('write')('lost')));
    process.stdout.write = write;
    results.push(thread === await task('where')());
    console.log(results.join('\\n'));`);
  const lines = stdout.split('\n');
  expect(lines, stderr).toEqual([
    'hi!',
    'TypeError: Unknown encoding: nonsense',
    expect.stringMatching(/^TypeError: The "chunk" argument must be of type string/),
    'TypeError: May not write null values to stream',
    ...['true', 'true', 'true', 'true', 'true'],
    '',
  ]);
  expect(stderr.match(/UNSYNC_PRINT.*what write printed can't be written: closed/g), stderr).toHaveLength(1);
  expect(code).toBe(0);
});

test('a system that gives no more threads: calls wait for those that live', async () => {
  const { stdout, stderr, code } = await run(
    `
    import threads from 'node:worker_threads';
    let room = 0;
    threads.Worker = class extends threads.Worker {
      constructor(...args) {
        if (room-- <= 0)
          throw Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' });
        super(...args);
      }
    };
    const count = async (calls) => {
      const results = await Promise.allSettled(calls);
      const { reason } = results.find(({ reason }) => reason) ?? {};
      console.log(results.filter(({ status }) => status === 'fulfilled').length, reason?.code, reason?.message, reason?.cause?.code);
    };
    const many = (kind) => Array.from({ length: 20 }, (_, i) => stub('add', kind)(i, 1));
    await count(many('blocking'));
    await count(many('background'));
    await count([unsync.prewarm([stub('add', 'blocking')], { threads: 2 })]);
    room = 1;
    await count(many('blocking'));
    await count([unsync.prewarm([stub('add', 'blocking')], { threads: 2 })]);
    // There is room again, though all that live are busy.
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const busy = stub('wait', 'blocking')(cell, 1);
    const waiting = many('blocking');
    room = 1;
    await count(waiting);
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
    await busy;
    room = 1;
    await count(many('background'));`,
  );
  const none =
    '0 ERR_UNSYNC_THREAD add was not run: no thread could be started: Worker initialization failure: EAGAIN ERR_WORKER_INIT_FAILED\n';
  const all = (count: number) => `${count} undefined undefined undefined\n`;
  expect(stdout, stderr).toBe(none + none + none + all(20) + all(1) + all(20) + all(20));
  expect(stderr).toMatch(/UNSYNC_NO_THREAD.*calls wait for the 1 of the kind blocking that there are/);
  expect(code).toBe(0);
});
