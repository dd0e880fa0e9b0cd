// `prewarm`: threads and modules that are there before the first call.
import { expect, test } from 'vitest';
import { run, withClock, workers } from './stubs.js';

const at = (file: string) => new URL(file, workers).href;

/** For programs: stubs of other worker modules, one that prints what is done with it, how an error looks. */
const prelude = `
  const other = (file, key, kind = 'cpu-bound', extra = {}) =>
    create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + file, inline() { throw new Error('inline'); }, ...extra }));
  const loud = (name, kind = 'cpu-bound') => create(() => ({ name, at: '', kind, key: name, inline() {},
    worker: 'data:text/javascript,' + encodeURIComponent(\`console.log('\${name} is loaded');
      export const __unsyncTasks = { \${name}: () => console.log('\${name} is called') };\`) }));
  const failure = (promise) => promise.then(() => 'not rejected', (error) => error);
  const show = ({ name, code, task, at, message }) => console.log([name, code, task, at, message].join(' '));
  const threads = () => console.log(Object.values(unsync.stats().threads).join());
`;

const settings = {
  UNSYNC_CPU_BOUND_MAX_THREADS: '2',
  UNSYNC_BLOCKING_MAX_THREADS: '3',
  // Threads are counted: none is to leave on a slow machine.
  UNSYNC_CPU_BOUND_IDLE_TIMEOUT: 'Infinity',
  UNSYNC_BLOCKING_IDLE_TIMEOUT: 'Infinity',
};

const warm = (text: string, env: Record<string, string> = {}) => run(prelude + text, { ...settings, ...env });

test('starts threads of the kinds, as many as are wanted or as the kind may have', async () => {
  const { stdout, code } = await warm(
    `unsync.stats();
    const [cpu, blocking, background] = ['cpu-bound', 'blocking', 'background'].map((kind) => stub('setup', kind));
    await unsync.prewarm([blocking], { threads: 2 });
    threads();
    await unsync.prewarm([blocking, cpu], { threads: 1 });
    threads();
    await unsync.prewarm([cpu, blocking, background, generator('count', 'blocking')], { threads: 100 });
    threads();
    await unsync.prewarm([cpu, blocking, background]);
    console.log(await Promise.all([blocking(), blocking(), blocking(), cpu(), cpu(), background()]));
    threads();
    console.log(unsync.stats().done);`,
    { UNSYNC_SETUP: at('setup.mjs') },
  );
  expect({ stdout, code }).toEqual({
    stdout: `0,2,0
1,2,0
2,3,1
[ 1, 1, 1, 1, 1, 1 ]
2,3,1
6
`,
    code: 0,
  });
});

test('modules are loaded in each thread, once, and nothing is called', async () => {
  const { stdout } = await warm(
    `const [first, second] = [loud('first'), loud('second')];
    await Promise.all([unsync.prewarm([first, second, first]), unsync.prewarm([first])]);
    await unsync.prewarm([second.options({ timeout: 60_000 }), first]);
    console.log('it is warm');
    await first();
    const third = loud('third');
    await unsync.prewarm([third], { threads: 1 });
    await third();
    await unsync.shutdown();`,
  );
  expect(stdout.split('\n').slice(0, 4).sort()).toEqual([
    ...['first is loaded', 'first is loaded', 'second is loaded', 'second is loaded'],
  ]);
  expect(stdout.split('\n').slice(4)).toEqual([
    ...['it is warm', 'first is called', 'third is loaded', 'third is called', ''],
  ]);
});

test('a module that is not there, throws, or lacks the task rejects with its error, and so do calls; others are served', async () => {
  const { stdout, stderr, code } = await warm(
    `for (const [file, key] of [['absent.mjs', 'any'], ['throws.mjs', 'any'], ['basic.mjs', 'no such task']]) {
      const broken = other(file, key);
      const errors = [await failure(unsync.prewarm([stub('add'), broken])), await failure(broken())];
      console.log(errors.map(({ name, code, task, at }) => [name, code, task, at].join(' ')).join(', '));
    }
    console.log(await stub('add')(1, 2));`,
  );
  const line = (task: string) => {
    const error = `UnsyncError ERR_UNSYNC_LOAD ${task} a.ts:1:1`;
    return `${error}, ${error}\n`;
  };
  expect([stdout, stderr, code]).toEqual([`${line('any')}${line('any')}${line('no such task')}3\n`, '', 0]);
});

test('what comes after a module that fails is loaded all the same', async () => {
  const { stdout, stderr } = await warm(
    `const broken = [other('absent.mjs', 'first'), other('throws.mjs', 'second')];
    show(await failure(unsync.prewarm([...broken, loud('last')], { threads: 1 })));`,
  );
  expect([stdout.replace(/ERR_UNSYNC_LOAD first.*/, 'ERR_UNSYNC_LOAD first'), stderr]).toEqual([
    'last is loaded\nUnsyncError ERR_UNSYNC_LOAD first\n',
    '',
  ]);
});

test.concurrent.for(['loops.mjs', 'never.mjs'])(
  'a worker or setup module that never ends, %s, rejects within startTimeout, also twice at once',
  async (file) => {
    const stuck = `
      for (const kind of ['cpu-bound', 'blocking', 'background']) {
        const broken = other('${file}', 'any', kind);
        const errors = await Promise.all([failure(unsync.prewarm([broken])), failure(unsync.prewarm([broken], { threads: 1 }))]);
        for (const { name, code, task, at, message } of errors) console.log(name, code, task, at, message.endsWith('within 300 ms'));
      }`;
    const time = { UNSYNC_START_TIMEOUT: '300' };
    const line = 'UnsyncError ERR_UNSYNC_LOAD any a.ts:1:1 true\n';
    const own = await warm(stuck, time);
    expect([own.stdout, own.stderr, own.code]).toEqual([line.repeat(6), '', 0]);
    const setup = await warm(stuck, { ...time, UNSYNC_SETUP: at(file) });
    expect([setup.stdout, setup.stderr, setup.code]).toEqual([line.repeat(6), '', 0]);
  },
);

test('a thread that dies of its module rejects', async () => {
  const { stdout, code } = await warm(
    `show(await failure(unsync.prewarm([other('exits.mjs', 'any', 'blocking')], { threads: 1 })));
    console.log(await stub('add', 'blocking')(1, 2));`,
  );
  expect([stdout, code]).toEqual([
    'WorkerExitError ERR_UNSYNC_WORKER_EXIT any a.ts:1:1 the thread of any exited with code 9\n3\n',
    0,
  ]);
});

test('where threads die again and again, it starts no more of them', async () => {
  const { stdout } = await warm(
    `// Deaths count together for ten seconds, which are to be enough on a slow machine.
    clock.pace = 1 / 100;
    const exits = other('exits.mjs', 'any');
    const codes = new Set();
    for (let i = 0; i < 100 && codes.size < 2; i++) codes.add((await failure(unsync.prewarm([exits, stub('add', 'blocking')]))).code);
    console.log([...codes].join());`,
    { NODE_NO_WARNINGS: '1', NODE_OPTIONS: withClock },
  );
  expect(stdout).toBe('ERR_UNSYNC_WORKER_EXIT,ERR_UNSYNC_CRASH_LOOP\n');
});

test('a thread that is busy loads when its call has ended; one whose call is given up is not missed', async () => {
  const { stdout, stderr, code } = await warm(
    `const [counter, gate] = [1, 2].map(() => new Int32Array(new SharedArrayBuffer(4)));
    const [given, waiting] = [stub('meet', 'blocking')(counter, 2), stub('wait', 'blocking')(gate, 'waited')];
    while (Atomics.load(counter, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const ready = unsync.prewarm([loud('first', 'blocking')]);
    given.cancel();
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    console.log(await waiting, await ready);`,
  );
  expect([stdout.trim().split('\n').sort(), stderr, code]).toEqual([
    ['first is loaded', 'first is loaded', 'waited undefined'],
    '',
    0,
  ]);
});

test('a thread that holds too much after loading is replaced, which is no failure', async () => {
  const { stdout, code } = await warm(
    `await unsync.prewarm([stub('add'), other('values.mjs', 'ask'), generator('count')]);
    console.log(await stub('add')(1, 2));`,
    { UNSYNC_CPU_BOUND_MAX_MEMORY_MB: '1' },
  );
  expect([stdout, code]).toEqual(['3\n', 0]);
});

test('result() works beside it and after it', async () => {
  const { stdout, code } = await warm(
    `const thread = stub('thread', 'blocking');
    const ready = unsync.prewarm([thread]);
    const here = other('basic.mjs', 'add', 'blocking', { inline: (a, b) => a + b });
    console.log(thread().result(60_000).isMainThread, here(1, 2).result());
    await ready;
    console.log(thread().result().isMainThread);`,
    { UNSYNC_BLOCKING_MAX_THREADS: '1' },
  );
  expect([stdout, code]).toEqual(['false 3\nfalse\n', 0]);
});

test('what runs on this thread needs none', async () => {
  const text = `unsync.stats();
    await unsync.prewarm([]);
    await unsync.prewarm([stub('add', 'async'), unsync.unsync(() => 1)]);
    unsync.configure({});
    await unsync.prewarm([process.env.UNSYNC_INLINE ? stub('add') : stub('add', 'async')]);
    threads();`;
  for (const env of [{}, { UNSYNC_INLINE: '1' }])
    expect((await warm(text, { NODE_NO_WARNINGS: '1', ...env })).stdout).toBe('0,0,0\n');
  const inside = await warm(`console.log(JSON.stringify(await stub('prewarms')()));`);
  expect(inside.stdout).toBe('{"cpu-bound":0,"blocking":0,"background":0}\n');
});

test.each(['cpu-bound', 'blocking', 'background'])('%s: a generator is one when it is called', async (kind) => {
  const { stdout, stderr, code } = await warm(
    `const count = generator('count', '${kind}');
    await unsync.prewarm([count]);
    for await (const value of count(3)) console.log(value);`,
  );
  expect({ stdout, stderr, code }).toEqual({ stdout: '0\n1\n2\n', stderr: '', code: 0 });
});

test('it keeps the process until it settles, for a generator too, and no longer', async () => {
  const { stdout, code } = await warm(
    `process.on('exit', () => console.log('exit'));
    for (const kind of ['cpu-bound', 'blocking', 'background']) await unsync.prewarm([generator('count', kind)]);
    await unsync.prewarm([stub('add')]);
    console.log('ready');`,
  );
  expect([stdout, code]).toEqual(['ready\nexit\n', 0]);
});

test('shutdown does not wait for modules, and afterwards it rejects', async () => {
  const { stdout, stderr, code } = await warm(
    `const ready = unsync.prewarm([stub('add'), other('never.mjs', 'any'), stub('add', 'blocking')]);
    await unsync.shutdown();
    console.log(await ready);
    const error = await failure(unsync.prewarm([stub('add')]));
    console.log(error instanceof unsync.ShutdownError);
    show(error);
    console.log(await unsync.prewarm([stub('add', 'async')]));`,
  );
  expect([stdout, stderr, code]).toEqual([
    'undefined\ntrue\nShutdownError ERR_UNSYNC_SHUTDOWN prewarm  prewarm was called after shutdown()\nundefined\n',
    '',
    0,
  ]);
});

test('it does not wait for a call of a function that is loaded', async () => {
  const { stdout, code } = await warm(
    `const gate = new Int32Array(new SharedArrayBuffer(4));
    const wait = stub('wait', 'blocking');
    await unsync.prewarm([wait]);
    const call = wait(gate, 'waited');
    await unsync.prewarm([wait]);
    console.log(call.done());
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    console.log(await call);`,
    { UNSYNC_BLOCKING_MAX_THREADS: '1' },
  );
  expect([stdout, code]).toEqual(['false\nwaited\n', 0]);
});

test('it is no call to those who count calls', async () => {
  const { stdout } = await warm(
    `const ready = unsync.prewarm([stub('add')]);
    const before = unsync.stats();
    await ready;
    const { running, queued, done, functions } = unsync.stats();
    console.log(before.running, running, queued, done, functions.length);
    threads();`,
  );
  expect(stdout).toBe('0 0 0 0 0\n2,0,0\n');
});

test('only marked functions, only so many threads, and settings that are acceptable', async () => {
  const { stdout, stderr, code } = await warm(
    `const given = (...args) => failure(unsync.prewarm(...args)).then(show);
    await given([stub('add'), function plain() {}]);
    for (const value of [() => 1, globalThis, null]) await given([value]);
    await given(stub('add'));
    for (const threads of [0, -1, 1.5, '2']) await given([stub('add')], { threads });
    process.env.UNSYNC_SETUP = '';
    process.env.UNSYNC_BLOCKING_MAX_THREADS = 'many';
    await given([stub('add')]);
    delete process.env.UNSYNC_BLOCKING_MAX_THREADS;
    await unsync.prewarm([stub('add')], { threads: 1 });
    try { unsync.configure({}); } catch (error) { show(error); }`,
  );
  const element = (which: string) =>
    `prewarm: element ${which}, is not a marked function as the compiler leaves it: mark it, and build with unsync build or tspc`;
  const threads = (which: string) => `prewarm: the option threads is ${which}: it must be a positive integer`;
  expect(stdout.trim().split('\n')).toEqual(
    [
      element('1, plain'),
      ...['function', 'object', 'object'].map((type) => element(`0, a value of type ${type}`)),
      'prewarm takes an array of marked functions: prewarm([f, g])',
      ...['0', '-1', '1.5', '"2"'].map(threads),
      'UNSYNC_BLOCKING_MAX_THREADS is "many": it must be a positive integer',
      'configure() must be called before the first call of a marked function, and before prewarm()',
    ].map((message) => `ConfigurationError ERR_UNSYNC_CONFIGURATION   ${message}`),
  );
  expect([stderr, code]).toEqual(['', 0]);
});
