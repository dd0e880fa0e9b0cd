// Workers are the user's, too: what they set up and tear down, print, and show to debuggers and profilers.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parallelism } from '../../runtime/outside/threads/parallelism';
import { run, workers } from './stubs.js';

const prelude = `
  const limits = (key, kind = 'cpu-bound', extra = {}) => create(() => ({ name: key, at: 'a.ts:1:1', kind, key,
    worker: workers + 'limits.mjs', inline: () => 'inline', ...extra }));
  const cells = (count = 1) => new Int32Array(new SharedArrayBuffer(4 * count));
  const open = (gate) => { Atomics.store(gate, 0, 1); Atomics.notify(gate, 0); };
  const until = async (condition) => { while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 5)); };
  const tell = limits('tell'), background = limits('tell', 'background');
`;
const setup = new URL('teardown.mjs', workers).href;
const withTeardown = (source: string, env: Record<string, string> = {}) =>
  run(prelude + source, { UNSYNC_SETUP: setup, ...env });

test('teardown runs, and is awaited, at shutdown', async () => {
  const { stdout, stderr, code } = await withTeardown(`
    await Promise.all([tell({ text: 'computed' }), background({ text: 'background' })]);
    const end = unsync.shutdown();
    console.log('shutdown');
    await end;
    console.log('end');
    process.exit();`);
  expect(stdout.split('\n').slice(1, 3).sort()).toEqual(['background', 'computed']);
  expect(stdout).toMatch(/^shutdown\n.*\n.*\nend\n$/);
  expect([stderr, code]).toEqual(['', 0]);
});

test('teardown runs when the program ends by itself, and calls made after that still work', async () => {
  const { stdout, stderr, code } = await withTeardown(`
    process.once('beforeExit', () => stub('add')(1, 2).then(console.log));
    await tell({ text: 'torn down' });`);
  expect(stdout.split('\n').sort()).toEqual(['', '3', 'torn down']);
  expect([stderr, code]).toEqual(['', 0]);
});

test('teardown runs when a thread is replaced, before its successor starts', async () => {
  const { stdout, code } = await withTeardown(
    `
    const ids = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push(await tell({ text }));
      console.log(text + '!');
    }
    console.log(new Set(ids).size);
    await unsync.shutdown();`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_CPU_BOUND_MAX_TASKS: '1' },
  );
  const lines = stdout.trim().split('\n');
  expect(lines.slice().sort()).toEqual(['3', 'one', 'one!', 'three', 'three!', 'two', 'two!']);
  for (const [before, after] of [
    ['one', 'two!'],
    ['two', 'three!'],
  ] as const) {
    expect(lines.indexOf(before)).toBeLessThan(lines.indexOf(after));
  }
  expect(code).toBe(0);
});

test('teardown does not run in a thread that is ended under its call', async () => {
  const { stdout, stderr, code } = await withTeardown(
    `
    const [cell, begun] = [cells(), cells()];
    await tell({ text: 'torn down', cell });
    const spin = limits('spin')(begun);
    await until(() => Atomics.load(begun, 0) === 1);
    spin.cancel();
    await tell({ text: 'the successor' });
    await unsync.shutdown();
    console.log(Atomics.load(cell, 0));`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect([stdout, stderr, code]).toEqual(['the successor\n0\n', '', 0]);
});

test('a teardown of a CommonJS module, and a setup module that failed', async () => {
  const commonjs = await withTeardown(`await stub('add')(1, 2); await unsync.shutdown();`, {
    UNSYNC_SETUP: new URL('teardown.cjs', workers).href,
  });
  expect([commonjs.stdout, commonjs.stderr]).toEqual(['torn down by CommonJS\n', '']);
  const failed = await withTeardown(
    `await stub('add')(1, 2).catch((error) => console.log(error.code)); await unsync.shutdown(); console.log('end');`,
    { UNSYNC_SETUP: '/does/not/exist.mjs' },
  );
  expect([failed.stdout, failed.stderr, failed.code]).toEqual(['ERR_UNSYNC_LOAD\nend\n', '', 0]);
});

test('a teardown that throws, hangs, computes for ever or exits is a warning, and holds up nobody for long', async () => {
  const { stdout, stderr, code } = await withTeardown(
    `
    await Promise.all(['throw', 'hang', 'spin', 'exit'].map((how) => tell({ how })));
    await unsync.shutdown();
    console.log('end');`,
    // So that each gets a thread of its own.
    { UNSYNC_CPU_BOUND_MAX_THREADS: '4' },
  );
  expect([stdout, code]).toEqual(['end\n', 0]);
  const warnings = stderr.split('\n').filter((line) => line.includes('UnsyncWarning'));
  expect(warnings.filter((line) => line.includes('[UNSYNC_TEARDOWN]') && line.includes(setup))).toHaveLength(3);
  expect(stderr).toContain('failed: no teardown');
  expect(stderr).toContain('RangeError: no teardown\n    at teardown (');
  expect(stderr).toContain('failed: it did not end within 5000 ms');
  expect(stderr).toMatch(/teardown\.mjs did not end within 5000 ms/);
  expect(stderr).toMatch(/UNSYNC_LATE_ERROR.*exited with code 4/);
});

test('env: given, shared, from the environment', async () => {
  const show = `console.log(await limits('env')('GIVEN'), await limits('env')('PATH') === process.env.PATH);
    await limits('setEnv')('GIVEN', 'set in the worker'); console.log(process.env.GIVEN);`;
  const given = await run(`${prelude} unsync.configure({ env: { GIVEN: 'x', LEFT_OUT: undefined } }); ${show}`);
  expect(given.stdout).toBe('x false\nundefined\n');
  const shared = await run(
    `${prelude} const { SHARE_ENV } = await import('node:worker_threads'); unsync.configure({ env: SHARE_ENV }); ${show}`,
  );
  expect(shared.stdout).toBe('undefined true\nset in the worker\n');
  const variable = await run(prelude + show, {
    UNSYNC_ENV: '{ "GIVEN": "by variable" }',
    UNSYNC_CPU_BOUND_MAX_THREADS: '1',
  });
  expect(variable.stdout).toBe('by variable false\nundefined\n');
  const copied = await run(prelude + show, { GIVEN: 'mine' });
  expect(copied.stdout).toBe('mine true\nmine\n');
});

test('execArgv: given, from the environment, inherited, refused by Node', async () => {
  const show = `console.log(JSON.stringify(await limits('execArgv')()));`;
  const given = await run(`${prelude} unsync.configure({ execArgv: ['--conditions=mine', '--no-warnings'] }); ${show}`);
  expect(given.stdout).toBe('["--conditions=mine","--no-warnings"]\n');
  const variable = await run(prelude + show, { UNSYNC_EXEC_ARGV: '  --conditions=mine --no-warnings ' });
  expect(variable.stdout).toBe('["--conditions=mine","--no-warnings"]\n');
  const refused = await run(`${prelude} console.log((await limits('execArgv')().catch((error) => error)).message);`, {
    UNSYNC_EXEC_ARGV: '--max-old-space-size=100',
  });
  expect(refused.stdout).toContain('--max-old-space-size=100');
});

test('settings of workers that are not acceptable', async () => {
  const { stdout } = await run(`
    for (const bad of [{ env: 'A=1' }, { env: { A: 1 } }, { env: ['A'] }, { execArgv: '--x' }, { execArgv: [1] }, { setup: 5 },
      { cpuBound: { maxQueue: -1 } }, { cpuBound: { maxTasks: 0 } }, { blocking: { maxMemoryMb: 0 } }, { background: { maxThreads: 2 } }]) {
      try { unsync.configure(bad); console.log('accepted'); } catch (error) { console.log(error.code, error.message.split(';')[0]); }
    }`);
  expect(stdout.trim().split('\n')).toEqual(
    [
      'env is "A=1": it must be an object of strings',
      'env is an object: it must be an object of strings',
      'env is ["A"]: it must be an object of strings',
      'execArgv is "--x": it must be an array of strings',
      'execArgv is [1]: it must be an array of strings',
      'setup is 5: it must be a path or a file: URL',
      'cpuBound.maxQueue is -1: it must be an integer from 0, or Infinity',
      'cpuBound.maxTasks is 0: it must be a positive integer, or Infinity',
      'blocking.maxMemoryMb is 0: it must be a positive number, or Infinity',
      'unknown setting background.maxThreads',
    ].map((message) => `ERR_UNSYNC_CONFIGURATION ${message}`),
  );
});

test.runIf(process.platform === 'linux')(
  'the CPU quota of a container counts, in either version of control groups',
  () => {
    const cores = availableParallelism();
    const of = (files: Record<string, string>) =>
      parallelism((path) => {
        if (Object.hasOwn(files, path)) return files[path]!;
        throw Object.assign(new Error(path), { code: 'ENOENT' });
      });
    const group = '/proc/self/cgroup';
    const root = '/sys/fs/cgroup';
    const one = [1, Math.min(2, cores)];
    expect([
      of({ [group]: '0::/\n', [`${root}/cpu.max`]: '100000 100000\n' }),
      of({ [group]: '0::/\n', [`${root}/cpu.max`]: '250000 100000\n' }),
    ]).toEqual(one);
    const less = { [group]: '0::/\n', [`${root}/cpu.max`]: '50000 100000\n' };
    expect(of(less)).toBe(1);
    // A limit of a group above counts, and one that is no limit does not.
    const nested = { [group]: '0::/a.slice/b\n', [`${root}/a.slice/b/cpu.max`]: 'max 100000\n' };
    expect(of(nested)).toBe(cores);
    expect(of({ ...nested, [`${root}/a.slice/cpu.max`]: '100000 100000\n' })).toBe(1);
    // Version 1, its controller mounted alone or with another, its path as the host or as the container sees it.
    const legacy = (mount: string, folder: string, time: string) => ({
      [group]: '12:memory:/docker/1\n4:cpu,cpuacct:/docker/1\n1:name=systemd:/x\n0::/y\n',
      [`${root}/${mount}${folder}/cpu.cfs_quota_us`]: time,
      [`${root}/${mount}${folder}/cpu.cfs_period_us`]: '100000\n',
    });
    expect(of(legacy('cpu', '', '100000\n'))).toBe(1);
    expect(of(legacy('cpu,cpuacct', '/docker/1', '100000\n'))).toBe(1);
    expect(of(legacy('memory', '', '100000\n'))).toBe(cores);
    expect(of(legacy('cpu', '', '-1\n'))).toBe(cores);
    // What a test has put in the place of `readFileSync`.
    expect(parallelism(() => undefined as never)).toBe(cores);
    expect([of({}), of({ [group]: 'nonsense\n' }), of({ ...less, [`${root}/cpu.max`]: '' })]).toEqual([
      cores,
      cores,
      cores,
    ]);
  },
);

test('what tasks print arrives whole and in order on both streams, and before their result', async () => {
  const { stdout, stderr, code } = await run(`${prelude}
    await limits('printMuch')(4000);
    await limits('printMuch', 'blocking')(10).then(() => console.log('result'));
    limits('printMuch')(10).result();
    process.exit(0);`);
  const numbers = (text: string) => text.split('\n').map((line) => line.split(' ')[0]);
  const lines = (count: number, odd: number) => Array.from({ length: count / 2 }, (_, i) => `${2 * i + odd}`);
  expect(numbers(stdout)).toEqual([...lines(4000, 0), ...lines(10, 0), 'result', ...lines(10, 0), '']);
  expect(numbers(stderr)).toEqual([...lines(4000, 1), ...lines(10, 1), ...lines(10, 1), '']);
  expect(code).toBe(0);
});

test('what a task printed before its thread died is written', async () => {
  const { stdout } = await run(
    `${prelude}
    for (const way of ['printAndExit', 'printAndOverflow']) {
      console.log((await limits(way)(way).catch((error) => error)).code);
      try { limits(way)(way + ', blocked').result(); } catch (error) { console.log(error.code); }
    }`,
    { UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32' },
  );
  const code = 'ERR_UNSYNC_WORKER_EXIT';
  expect(stdout.trim().split('\n')).toEqual(
    ['printAndExit', 'printAndOverflow'].flatMap((way) => [way, code, `${way}, blocked`, code]),
  );
});

test('a task prints while it runs', async () => {
  const { stdout } = await run(`${prelude}
    const gate = cells();
    const { write } = process.stdout;
    process.stdout.write = function (chunk, ...rest) {
      if (String(chunk).startsWith('early')) open(gate);
      return write.call(this, chunk, ...rest);
    };
    await limits('printThen')('early', gate);
    console.log('end');`);
  expect(stdout).toBe('early\nend\n');
});

/** Runs a program under options of Node. */
function runWith(options: string[], source: string): Promise<{ stdout: string; stderr: string }> {
  const imports = `import { create } from 'unsync/task'; import * as unsync from 'unsync'; const workers = ${JSON.stringify(workers.href)};`;
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...options, '--input-type=module', '-e', imports + prelude + source],
      { cwd: import.meta.dirname, timeout: 50_000, env: { ...process.env, NODE_OPTIONS: '' } },
      (error, stdout, stderr) => (error ? reject(error) : resolve({ stdout, stderr })),
    );
  });
}

test.each([
  ['the program ends by itself', 'await limits("burn")(200);', 1],
  [
    'shutdown()',
    'await Promise.all([limits("burn")(200), limits("burn", "blocking")(200)]); await unsync.shutdown();',
    2,
  ],
  ['process.exit', 'await limits("burn")(200); process.exit();', 1],
  [
    'a call that is cancelled',
    'const begun = cells(); const burn = limits("burn")(1e9, begun); await until(() => begun[0] === 1); setTimeout(() => burn.cancel(), 500);',
    1,
  ],
])('--cpu-prof has the profiles of workers: %s', async (_, source, count) => {
  const folder = mkdtempSync(join(tmpdir(), 'unsync-profile-'));
  try {
    await runWith(['--cpu-prof', `--cpu-prof-dir=${folder}`], source);
    const profiles = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const burning = profiles.filter(({ nodes }: { nodes: { callFrame: { functionName: string; url: string } }[] }) =>
      nodes.some(({ callFrame }) => callFrame.functionName === 'burn' && callFrame.url.endsWith('/limits.mjs')),
    );
    expect(burning).toHaveLength(count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a debugger stops in a marked function on its thread', async () => {
  const { stdout, stderr } = await runWith(
    ['--inspect=0'],
    `
    import inspector from 'node:inspector';
    const session = new inspector.Session();
    session.connect();
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      console.log(workerInfo.type);
      const scripts = new Map();
      let last = 0;
      const send = (method, params = {}) =>
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id: ++last, method, params }) });
      session.on('NodeWorker.receivedMessageFromWorker', ({ params: { message } }) => {
        const { method, params } = JSON.parse(message);
        if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId, params.url);
        if (method !== 'Debugger.paused') return;
        const [{ functionName, location }] = params.callFrames;
        // The first stop is the one that it starts with.
        if (functionName) console.log('paused in', functionName, scripts.get(location.scriptId).endsWith('/limits.mjs'));
        send('Debugger.resume');
      });
      send('Debugger.enable');
      send('Debugger.setBreakpointByUrl', { urlRegex: '.*limits\\\\.mjs', lineNumber: LINE });
      send('Runtime.runIfWaitingForDebugger');
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: true });
    console.log(typeof (await limits('burn')(1)));
    console.log(inspector.url().startsWith('ws://'));
    process.exit();`.replace('LINE', String(lineOf('let sum = 0;'))),
  );
  expect(stdout).toBe('worker\npaused in burn true\nboolean\ntrue\n');
  expect(stderr).toContain('Debugger listening on ws://');
});

/** From 0. */
function lineOf(text: string): number {
  const source = readFileSync(new URL('limits.mjs', workers), 'utf8');
  return source.slice(0, source.indexOf(text)).split('\n').length - 1;
}
