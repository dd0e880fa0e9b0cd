// A fault at every message between threads, on either side: whatever is lost, repeated, spoilt, or
// sent to or by a thread that dies, every call and stream settles, and the pools are whole again.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { run, workers } from './stubs.js';

// Each program has seven threads: more of them would keep the file that runs beside this one from its time.
vi.setConfig({ maxConcurrency: 3 });

const folder = fs.mkdtempSync(path.join(tmpdir(), 'unsync-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Of runtime/protocol.ts. */
const outside = [
  ...['lease', 'register', 'call', 'slots', 'enqueue', 'load', 'abort', 'answer', 'pull', 'close', 'release', 'probe'],
  ...['teardown', 'time', 'batch'],
];
const inside = [
  'ready',
  'loaded',
  'alive',
  'result',
  'results',
  'progress',
  'failure',
  'yield',
  'callback',
  'late',
  'print',
  'gone',
  'child',
  'reaped',
  'worn',
  'tornDown',
];
const faults = ['dropped', 'repeated', 'empty', 'unknown', 'bare', 'gone'];

const program = `
  const outcomes = [];
  // Right, or an error that says why not.
  const note = (name, promise, isRight) => promise.then(
    value => outcomes.push([name, isRight(value) ? 'right' : 'wrong: ' + JSON.stringify(value)]),
    error => outcomes.push([name, isRight(error) ? 'right' : error instanceof unsync.UnsyncError && error.task && error.at ? 'typed' : 'wrong: ' + error?.stack]));
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
  const settle = process.env.TEST_BLOCKED
    ? async future => { await undefined; return future.result(); }
    : future => future;
  const values = async stream => {
    const all = [];
    for await (const value of stream) all.push(value);
    return all.length;
  };
  // A caller who waits for a call that has not begun runs it itself, but for an async function: its messages would be none.
  const elsewhere = async () => { throw new Error('inline'); };
  const other = (file, key, kind, callbacks) =>
    create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + file, callbacks, inline: elsewhere }));
  const abortSoon = () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort('heard'), 20);
    return controller.signal;
  };
  const cell = new Int32Array(new SharedArrayBuffer(8));
  const some = async stream => {
    for await (const value of stream) if (value > 3) break;
    return 'left';
  };
  const round = (length) => Promise.all([
    note('add', settle(stub('add', 'cpu-bound', (a, b) => a + b)(1, 2)), value => value === 3),
    note('many', Promise.all(Array.from({ length: TEST_MANY }, (_, i) => settle(stub('add', 'cpu-bound', (a, b) => a + b)(i, 1)))), values => Array.isArray(values) && values.every((each, i) => each === i + 1)),
    note('many elsewhere', Promise.all(Array.from({ length: 40 }, (_, i) => settle(stub('add', 'background', (a, b) => a + b)(i, 1)))), values => Array.isArray(values) && values.every((each, i) => each === i + 1)),
    note('blocking', settle(stub('add', 'blocking', elsewhere)(1, 2)), value => value === 3),
    note('background', settle(stub('delay', 'background')(length, 'b')), value => value === 'b'),
    note('throws', settle(stub('throwIt', 'cpu-bound', elsewhere)('string')), value => value === 'text'),
    note('prints', settle(stub('print', 'cpu-bound', elsewhere)('printed')), value => value === 'printed'),
    note('late', settle(stub('lateThrow', 'background')()), value => value === 'returned'),
    note('exits', settle(stub('exitAsync', 'blocking', elsewhere)(3)), value => value?.exitCode === 3),
    note('asks', other('values.mjs', 'ask', 'background', { '1.ask': 'await' })(2, { ask: async n => n * 2 }), value => String(value) === '0,2'),
    note('hears', other('values.mjs', 'hear', 'background')(abortSoon()), value => value === 'heard'),
    note('child', other('faults.mjs', 'childThatEnds', 'blocking')(), value => value === 0),
    note('stream', values(generator('count')(100)), value => value === 100),
    note('slow stream', values(generator('slowly', 'background')(5, 10)), value => value === 5),
    note('left stream', some(generator('endless')(cell)), value => value === 'left'),
    note('prewarm', unsync.prewarm([other('values.mjs', 'ask', 'cpu-bound')]), value => value === undefined),
  ]);
  await round(TEST_LENGTH);
  await pause(100);
  console.log('\\nfirst', JSON.stringify(outcomes));
  // It may be the next call that finds out, once for each thread.
  for (let i = 0; i < 4 && (i === 0 || outcomes.some(each => each[1] === 'typed')); i++) {
    outcomes.length = 0;
    await round(1);
  }
  console.log('\\nlast', JSON.stringify(outcomes));
  await unsync.shutdown();
  process.exitCode = 5;`;

const cases = [true, false].flatMap((isOutside) =>
  (isOutside ? outside : inside).flatMap((type) =>
    faults.map((fault) => ({ side: isOutside ? 'outside' : 'inside', type, fault })),
  ),
);

test('no message is forgotten', () => {
  const source = fs.readFileSync(new URL('../../runtime/shared/protocol.ts', import.meta.url), 'utf8');
  const typesOf = (from: string, to: string) => {
    const part = source.slice(source.indexOf(`export type ${from}`), source.indexOf(to));
    return [...part.matchAll(/readonly type: '(\w+)'/g)].map((match) => match[1]);
  };
  expect([...outside].sort()).toEqual(['lease', ...typesOf('ToWorker', 'export type FromWorker')].sort());
  // 'fault' is sent only after another fault.
  expect([...inside, 'fault'].sort()).toEqual(
    typesOf('FromWorker', 'export interface Called').concat('callback').sort(),
  );
});

test.concurrent.for(cases)('$type from the $side, $fault', { timeout: 240_000 }, async ({ side, type, fault }) => {
  const slow = type === 'probe' || type === 'alive';
  for (const blocked of ['', '1']) {
    const flag = path.join(folder, `${side}-${type}-${fault}-${blocked}`);
    const text = program
      .replace('TEST_LENGTH', slow ? '1500' : '20')
      // each call takes a thread of its own then
      .replace('TEST_MANY', type === 'worn' ? '2' : '100');
    const { stdout, stderr, code } = await run(text, {
      NODE_OPTIONS: `--require=${JSON.stringify(fileURLToPath(new URL('inject.cjs', workers)))}`,
      NODE_NO_WARNINGS: '1',
      ...(type === 'time' && { UNSYNC_TRACE: path.join(folder, 'trace.json') }),
      ...(type === 'worn' && { UNSYNC_CPU_BOUND_MAX_MEMORY_MB: '1' }),
      UNSYNC_CPU_BOUND_MAX_THREADS: '2',
      UNSYNC_BLOCKING_MAX_THREADS: '2',
      // A caller that is blocked can't see that a thread dies before it has booted.
      UNSYNC_START_TIMEOUT: '5000',
      TEST_FAULT: JSON.stringify({ side, type, fault }),
      TEST_FLAG: flag,
      TEST_BLOCKED: blocked,
    });
    const about = `${blocked && 'blocked: '}${stdout}${stderr}`;
    expect(fs.existsSync(flag), `injected; ${about}`).toBe(true);
    const [first, last] = ['first', 'last'].map((name) => stdout.split('\n').find((line) => line.startsWith(name)));
    expect(first, about).toBeDefined();
    expect(first).not.toContain('wrong');
    expect(last, about).toBeDefined();
    expect(last).not.toContain('wrong');
    expect(last, about).not.toContain('typed');
    expect(code, about).toBe(5);
  }
});
