// A background thread whose event loop one call blocks: what shares it is not lost without a word, and others go on.
import { expect, test } from 'vitest';
import { run } from './stubs.js';

const prelude = `
  const of = (key, options = {}, extra = {}) => create(() => ({ name: key, at: key + '.ts:1:1', kind: 'background', key,
    worker: workers + 'stall.mjs', inline() {}, ...extra })).options(options);
  const say = (name, promise) => Promise.resolve(promise).then(
    value => console.log(name, JSON.stringify(value)),
    error => console.log(name, error.name, error.code, error.blockedBy ?? '', error.blockedAt ?? ''));
  const warnings = [];
  process.on('warning', ({ code }) => warnings.push(code));
  const gate = () => new Int32Array(new SharedArrayBuffer(4));
  const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
`;
const program = (text: string, env: Record<string, string> = {}) =>
  run(prelude + text, { UNSYNC_BACKGROUND_STALL_TIMEOUT: '300', NODE_NO_WARNINGS: '1', ...env });

test.concurrent('an endless loop, cancelled or out of time: what else is there rejects with its name, a new thread takes over', async () => {
  const { stdout, code } = await program(`
    const innocent = say('innocent', of('sleep')(60_000));
    const stream = of('numbers', {}, { stream: true })();
    await stream.next();
    await say('loop', of('loop', { timeout: 100 })());
    await innocent;
    const rest = async () => { for await (const _ of stream); };
    await say('stream', rest());
    await say('new', of('sleep')(1, 'alive'));
    // The loop begins after its end.
    const open = gate();
    const later = of('loopLater')(open);
    await of('sleep')(1);
    later.cancel();
    await sleep(1200);
    const beside = say('beside', of('sleep')(60_000));
    Atomics.store(open, 0, 1);
    await Promise.all([beside, say('later', later)]);
    await say('new', of('sleep')(1, 'alive'));
    const steps = of('loopInSteps', { timeout: 1000 }, { stream: true })();
    await say('first', steps.next());
    const third = say('beside', of('sleep')(60_000));
    await say('steps', steps.next());
    await third;
    await say('new', of('sleep')(1, 'alive'));
    console.log(warnings.join());
    await of('loop', { timeout: 100 })().catch(() => {});
    const last = say('before shutdown', of('sleep')(60_000));
    await unsync.shutdown();
    await last;
  `);
  expect(stdout.split('\n')).toEqual([
    'loop TimeoutError ERR_UNSYNC_TIMEOUT  ',
    'innocent StalledError ERR_UNSYNC_STALLED loop loop.ts:1:1',
    'stream StalledError ERR_UNSYNC_STALLED loop loop.ts:1:1',
    'new "alive"',
    'later AbortError ERR_UNSYNC_ABORTED  ',
    'beside StalledError ERR_UNSYNC_STALLED loopLater loopLater.ts:1:1',
    'new "alive"',
    'first {"done":false,"value":1}',
    'steps TimeoutError ERR_UNSYNC_TIMEOUT  ',
    'beside StalledError ERR_UNSYNC_STALLED loopInSteps loopInSteps.ts:1:1',
    'new "alive"',
    'UNSYNC_STALLED,UNSYNC_STALLED,UNSYNC_STALLED',
    'before shutdown StalledError ERR_UNSYNC_STALLED loop loop.ts:1:1',
    '',
  ]);
  expect(code).toBe(0);
});

test.concurrent('a program with nothing more to do ends', async () => {
  const { stdout, code } = await program(`await say('loop', of('loop', { timeout: 100 })());`);
  expect([stdout, code]).toEqual(['loop TimeoutError ERR_UNSYNC_TIMEOUT  \n', 0]);
});

test.concurrent('while the caller is blocked in result()', async () => {
  const { stdout, code } = await program(`
    const loop = of('loop', { timeout: 100 })();
    const innocent = of('sleep')(60_000);
    for (const call of [loop, innocent])
      try { call.result(); } catch (error) { console.log(error.code, error.blockedBy); }
    console.log(of('sleep')(1, 'alive').result());
  `);
  expect([stdout, code]).toEqual(['ERR_UNSYNC_TIMEOUT undefined\nERR_UNSYNC_STALLED loop\nalive\n', 0]);
});

test.concurrent('not where nobody has given up a call, nor for one that goes on beside, a module that takes long to load, a debugger', async () => {
  const { stdout, code } = await program(`
    await say('computes', of('busy')(2500));
    of('never')().cancel();
    await of('sleep')(1);
    await sleep(1500);
    await say('computes beside', of('busy')(2500));
    const loading = create(() => ({ name: 'late', at: 'late.ts:1:1', kind: 'background', key: 'late',
      worker: workers + 'stall-slow.mjs', inline() {} }))();
    await sleep(100);
    of('sleep')(1).cancel();
    await say('loads', loading);
    const inspector = await import('node:inspector');
    inspector.open(0);
    const busy = of('busy')(2500);
    const other = of('sleep')(1);
    await sleep(50);
    other.cancel();
    await say('under a debugger', busy);
    inspector.close();
    console.log(warnings.join());
  `);
  expect(stdout.split('\n')).toEqual([
    'computes "computed"',
    'computes beside "computed"',
    'loads "loaded"',
    'under a debugger "computed"',
    '',
    '',
  ]);
  expect(code).toBe(0);
});

test.concurrent('never, where that is configured; and what is no time is refused', async () => {
  const [never, wrong] = await Promise.all([
    program(
      `
      unsync.configure({ background: { stallTimeout: Infinity } });
      const busy = of('busy')(2500);
      of('never')().cancel();
      await say('computes', busy);`,
    ),
    program(`await say('wrong', of('sleep')(1));`, { UNSYNC_BACKGROUND_STALL_TIMEOUT: 'soon' }),
  ]);
  expect([never!.stdout, never!.code]).toEqual(['computes "computed"\n', 0]);
  expect(wrong!.stdout).toContain('wrong ConfigurationError');
});
