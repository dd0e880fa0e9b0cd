// How processes that have threads begin and end, and what becomes of the child processes of tasks.
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { run, source, until, workers } from './stubs.js';

const isLinux = process.platform === 'linux';
const isPosix = process.platform !== 'win32';
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = fs.mkdtempSync(path.join(tmpdir(), 'unsync-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A stub of a task of faults.mjs. */
const faulty = `const faulty = (key, kind = 'cpu-bound') =>
  create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + 'faults.mjs', inline() { throw new Error('inline'); } }));`;

interface Running {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Exit code and signal. */
  readonly end: Promise<[code: number | null, signal: string | null]>;
}

/** Starts a program. It is killed when the test ends. */
function begin(
  args: string[],
  options: { detached?: boolean; cwd?: string; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, args, {
    cwd: here,
    ...options,
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  return { child, output, end: once(child, 'close') as Running['end'] };
}

const program = (text: string, options = {}) => begin(['--input-type=module', '-e', source(faulty + text)], options);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that has ended stays in the table until somebody asks for its code.
  return !isLinux || !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The child process that a task has named. */
async function childOf({ output }: Running): Promise<number> {
  await until(() => /child \d+/.test(output.stderr));
  const pid = Number(/child (\d+)/.exec(output.stderr)![1]);
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  return pid;
}

/** A named pipe, and when its reader waits, the way to let it go. */
function createPipe(): { file: string; held(): Promise<() => void> } {
  const file = path.join(folder, `pipe-${fs.readdirSync(folder).length}`);
  execFileSync('mkfifo', [file]);
  const held = async () => {
    let writer: number | undefined;
    await until(() => {
      try {
        writer = fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
      } catch {
        // Nobody reads.
      }
      return writer !== undefined;
    });
    return () => fs.closeSync(writer!);
  };
  return { file, held };
}

test.runIf(isPosix)(
  'a call inside a native call rejects at once, and its thread counts until that returns',
  async () => {
    const pipe = createPipe();
    const running = program(
      `
    const stuck = faulty('readAll')(${JSON.stringify(pipe.file)});
    await new Promise(resolve => process.stdin.once('data', resolve));
    process.stdin.unref();
    stuck.cancel('enough');
    console.log(await stuck.catch(reason => reason));
    const next = stub('add')(1, 2);
    next.then(value => console.log('next', value));
    process.on('warning', ({ code, message }) => console.log(code, message.includes('readAll'), next.done()));`,
      { env: { UNSYNC_CPU_BOUND_MAX_THREADS: '1' } },
    );
    const release = await pipe.held();
    running.child.stdin!.write('go');
    await until(() => running.output.stdout.includes('THREAD_BUSY'));
    expect(running.output.stdout).toBe('enough\nUNSYNC_THREAD_BUSY true false\n');
    release();
    expect(await running.end).toEqual([0, null]);
    expect(running.output.stdout).toContain('next 3\n');
  },
);

test.runIf(isPosix).for(['running', 'cancelled'])(
  'exit waits for a native call, %s, and a warning names the task',
  async (state) => {
    const pipe = createPipe();
    const running = program(`
      const stuck = faulty('readAll', 'blocking')(${JSON.stringify(pipe.file)});
      stuck.catch(() => {});
      stub('spin')().catch(() => {});
      await new Promise(resolve => process.stdin.once('data', resolve));
      ${state === 'cancelled' ? 'stuck.cancel();' : ''}
      process.exit(7);`);
    const release = await pipe.held();
    running.child.stdin!.write('go');
    await until(() => running.output.stderr.includes('UNSYNC_THREAD_BUSY'));
    expect(running.output.stderr).toContain('waits for the thread of readAll');
    expect(running.output.stderr).not.toContain('spin');
    expect(running.child.exitCode).toBe(null);
    release();
    expect(await running.end).toEqual([7, null]);
  },
);

test.runIf(isLinux)(
  'the child process that a cancelled task waits for is ended, with what that has started',
  async () => {
    const running = program(
      `
    const stuck = faulty('waitsForChild', 'blocking')('sh', '-c', 'sleep 600; echo');
    await new Promise(resolve => process.stdin.once('data', resolve));
    process.stdin.unref();
    stuck.cancel('enough');
    console.log(await stuck.catch(reason => reason));
    // Only when it is gone is there room.
    console.log(await stub('add', 'blocking')(1, 2));`,
      { env: { UNSYNC_BLOCKING_MAX_THREADS: '1' } },
    );
    const pid = await childOf(running);
    running.child.stdin!.write('go');
    expect(await running.end).toEqual([0, null]);
    expect(running.output.stdout).toBe('enough\n3\n');
    expect(running.output.stderr).toMatch(
      new RegExp(
        `UNSYNC_CHILD_PROCESS.*thread of waitsForChild was ended; its child process ${pid} \\(sh\\) was ended`,
      ),
    );
    expect(isAlive(pid)).toBe(false);
  },
);

test.runIf(isPosix).for(['cancel', 'exit'])(
  'a child process that runs beside its task is ended with it: %s',
  async (how) => {
    const running = program(`
    const spins = faulty('spinsBesideChild')(false);
    spins.catch(() => {});
    await new Promise(resolve => process.stdin.once('data', resolve));
    process.stdin.unref();
    ${how === 'exit' ? 'process.exit(3);' : 'spins.cancel(); console.log(await stub("add")(1, 2));'}`);
    const pid = await childOf(running);
    running.child.stdin!.write('go');
    expect(await running.end).toEqual([how === 'exit' ? 3 : 0, null]);
    await until(() => !isAlive(pid));
    if (how === 'cancel') expect(running.output.stderr).toContain(`its child process ${pid} (sleep) was ended`);
  },
);

test.runIf(isPosix)('a child process that is detached outlives its task', async () => {
  const running = program(`
    const spins = faulty('spinsBesideChild')(true);
    await new Promise(resolve => process.stdin.once('data', resolve));
    process.stdin.unref();
    spins.cancel('enough');
    console.log(await spins.catch(reason => reason));
    await unsync.shutdown();`);
  const pid = await childOf(running);
  running.child.stdin!.write('go');
  expect(await running.end).toEqual([0, null]);
  expect(isAlive(pid)).toBe(true);
  expect(running.output.stderr).not.toContain('UNSYNC_CHILD_PROCESS');
});

test.runIf(isPosix)('a child process that a task has left behind is reported when its thread ends', async () => {
  const running = program(`
    await faulty('childThatEnds')();
    await faulty('leavesChild')();
    await unsync.shutdown();`);
  const pid = await childOf(running);
  expect(await running.end).toEqual([0, null]);
  expect(isAlive(pid)).toBe(true);
  expect(running.output.stderr.match(/UNSYNC_CHILD_PROCESS/g)).toHaveLength(1);
  expect(running.output.stderr).toContain(`thread of leavesChild was ended; its child process ${pid} (sleep) goes on`);
});

/** Whether the program has somebody who ends what its calls wait for, once it is gone. */
const isWatched = ({ child }: Running) =>
  execFileSync('ps', ['-eo', 'ppid,args'])
    .toString()
    .split('\n')
    .some((line) => line.trim().startsWith(`${child.pid} /bin/sh -c trap`));

test.runIf(isLinux).for(['SIGTERM', 'SIGKILL', 'SIGTERM, while result() blocks'])(
  'child processes that calls wait for end with their parent: %s',
  async (how) => {
    const running = program(`
      const stuck = faulty('waitsForChild', 'blocking')('sh', '-c', 'sleep 600; echo');
      const beside = faulty('spinsBesideChild')(false);
      // It is nobody's any more, and goes on.
      await faulty('leavesChild', 'background')();
      ${how.includes('blocks') ? 'setTimeout(() => stuck.result(), 1500);' : ''}`);
    await until(() => running.output.stderr.match(/child \d+/g)?.length === 3);
    const { stderr } = running.output;
    const pids = [...stderr.matchAll(/child (\d+)/g)].map(([, pid]) => Number(pid));
    onTestFinished(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    await until(() => isWatched(running));
    // Both are known by then.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    running.child.kill(how.slice(0, 7) as NodeJS.Signals);
    expect(await running.end).toEqual([null, how.slice(0, 7)]);
    await until(() => pids.filter(isAlive).length === 1);
  },
);

test.runIf(isPosix)('a SIGTERM handler alone decides, and sees no other', async () => {
  const running = program(`
    const stuck = faulty('waitsForChild', 'blocking')('sleep', '600').catch(() => {});
    process.on('SIGTERM', () => console.log('asked', process.listenerCount('SIGTERM')));`);
  const pid = await childOf(running);
  await until(() => isWatched(running));
  running.child.kill('SIGTERM');
  await until(() => running.output.stdout === 'asked 1\n');
  expect(isAlive(pid)).toBe(true);
  running.child.kill('SIGKILL');
  await running.end;
  await until(() => !isAlive(pid));
});

test.runIf(isPosix)('whoever would end child processes goes with the last of them', async () => {
  const running = program(`
    const waits = faulty('waitsForChild', 'blocking');
    await waits('sleep', '3');
    await new Promise(resolve => process.stdin.once('data', resolve));
    process.stdin.unref();
    await unsync.shutdown();
    console.log(process.getActiveResourcesInfo().filter((each) => /Process/.test(each)).length);`);
  await until(() => isWatched(running));
  await until(() => !isWatched(running));
  running.child.stdin!.write('go');
  expect(await running.end).toEqual([0, null]);
  expect(running.output.stdout).toBe('0\n');
});

test.runIf(isPosix)('a parent that is killed leaves nothing behind', async () => {
  const running = program(
    `
    for (const kind of ['cpu-bound', 'blocking', 'background']) stub('spin', kind)();
    console.log('begun', await stub('add', 'blocking')(1, 2));`,
    { detached: true },
  );
  await until(() => running.output.stdout.includes('begun'));
  process.kill(running.child.pid!, 'SIGKILL');
  expect(await running.end).toEqual([null, 'SIGKILL']);
  // The group that was its own is empty.
  await until(() => !isAlive(-running.child.pid!));
});

test.runIf(isPosix)('SIGTERM ends a process at once, whatever its threads do', async () => {
  const running = program(`
    for (const kind of ['cpu-bound', 'blocking', 'background']) stub('spin', kind)();
    console.log('begun', await stub('add', 'blocking')(1, 2));`);
  await until(() => running.output.stdout.includes('begun'));
  running.child.kill('SIGTERM');
  expect(await running.end).toEqual([null, 'SIGTERM']);
});

test.runIf(isPosix)('a SIGTERM handler may shut down: what was accepted is finished', async () => {
  const running = program(`
    process.once('SIGTERM', async () => {
      await unsync.shutdown();
      console.log(await running, (await Promise.all(queued)).length);
      process.exit(6);
    });
    const running = stub('delay')(200, 'finished');
    const queued = Array.from({ length: 50 }, () => stub('add')(1, 2));
    console.log('begun');`);
  await until(() => running.output.stdout.includes('begun'));
  running.child.kill('SIGTERM');
  expect(await running.end).toEqual([6, null]);
  expect(running.output).toEqual({ stdout: 'begun\nfinished 50\n', stderr: '' });
});

test.for([
  ['a then', `stub('add')(1, 2).then(() => process.exit(4));`],
  ['an await', `await stub('add')(1, 2); process.exit(4);`],
  ['a timer', `setTimeout(() => process.exit(4), 10);`],
  ['the first turn', `process.exit(4);`],
  ['a rejection handler', `stub('throwIt')('string').catch(() => process.exit(4));`],
  ['a loop over a stream', `for await (const value of generator('count')(100)) if (value === 20) process.exit(4);`],
  ['the moment after result()', `stub('add')(1, 2).result(); process.exit(4);`],
] as const)('process.exit in %s, with calls under way', async ([, exit]) => {
  const { code, stderr } = await run(`
    for (const kind of ['cpu-bound', 'blocking', 'background']) stub('spin', kind)();
    stub('add', 'blocking')(1, 2);
    const stream = generator('slowly', 'blocking')(1000, 1);
    stream.next();
    process.on('exit', code => console.error('exit', code));
    ${exit}`);
  expect([stderr, code]).toEqual(['exit 4\n', 4]);
});

test('calls in beforeExit and exit', async () => {
  const { stdout, stderr, code } = await run(`
    let rounds = 0;
    process.on('beforeExit', () => {
      if (rounds++ < 2) stub('add')(rounds, 1).then(value => console.log('beforeExit', value));
    });
    process.on('exit', () => console.log('exit', stub('add')(20, 1).result(), stub('add', 'blocking')(30, 1).result()));
    await stub('add')(1, 2);`);
  expect([stdout, stderr, code]).toEqual(['beforeExit 2\nbeforeExit 3\nexit 21 31\n', '', 0]);
});

test('calls in an uncaughtException handler, while others are under way', async () => {
  const { stdout, code } = await run(`
    const before = stub('delay')(50, 'before');
    process.once('uncaughtException', async error => {
      console.log(error.message, stub('add')(1, 2).result(), await stub('add', 'blocking')(3, 4), await before);
      await unsync.shutdown();
      process.exitCode = 9;
    });
    throw new Error('nobody caught it');`);
  expect([stdout, code]).toEqual(['nobody caught it 3 7 before\n', 9]);
});

test('an exception that nobody catches ends the process, not its threads first', async () => {
  const { stderr, code } = await run(`
    stub('spin')();
    await stub('add', 'blocking')(1, 2);
    throw new Error('nobody caught it');`);
  expect(stderr).toContain('nobody caught it');
  expect(stderr).not.toContain('UNSYNC');
  expect(code).toBe(1);
});

test('a fork', async () => {
  const child = fork(new URL('program.mjs', workers), ['send'], { execArgv: [], cwd: here });
  const [[message], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  expect([message, code]).toEqual([{ sum: 10 }, 0]);
});

test('workers of a cluster', async () => {
  const { stdout, code } = await run(`
    const { default: cluster } = await import('node:cluster');
    const { fileURLToPath } = await import('node:url');
    cluster.setupPrimary({ exec: fileURLToPath(workers + 'program.mjs'), args: ['send'], execArgv: [] });
    const sums = [];
    cluster.on('message', (_, { sum }) => sums.push(sum));
    const codes = await Promise.all([1, 2].map(() => new Promise(resolve => cluster.fork().once('exit', resolve))));
    console.log(sums.join(), codes.join(), await stub('add')(1, 2));`);
  expect([stdout, code]).toEqual(['10,10 0,0 3\n', 0]);
});

test('under node --watch, which starts it again', async () => {
  const file = path.join(here, `.watched-${process.pid}.mjs`);
  const text = `import '${new URL('program.mjs', workers).href}';\n`;
  fs.writeFileSync(file, text);
  onTestFinished(() => fs.rmSync(file));
  const running = begin(['--watch', file]);
  const times = () => running.output.stdout.split('sum 10').length - 1;
  await until(() => times() === 1);
  // One change may come before it watches.
  for (let i = 0; i < 100 && times() < 2; i++) {
    fs.writeFileSync(file, `${text}// ${i}\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(times()).toBeGreaterThan(1);
  running.child.kill('SIGTERM');
  await running.end;
  expect(running.output.stderr).not.toContain('UNSYNC');
});

test("a worker of the user's own may be ended at any time", async () => {
  const { stdout, stderr, code } = await run(`
    import { Worker } from 'node:worker_threads';
    for (const source of ["stub('spin')(); parentPort.postMessage(await stub('add')(1, 2))", "stub('spin')(); parentPort.postMessage(stub('add')(1, 2).result()); process.exit(0)"]) {
      const worker = new Worker(\`
        (async () => {
          const { parentPort } = require('node:worker_threads');
          const { create } = require(\${JSON.stringify((await import('node:module')).createRequire(workers).resolve('unsync/task'))});
          const stub = key => create(() => ({ name: key, at: '', kind: 'blocking', key, worker: '\${workers}basic.mjs', inline() {} }));
          \${source};
        })()\`, { eval: true, execArgv: [] });
      console.log(await new Promise(resolve => worker.once('message', resolve)), await worker.terminate());
    }
    console.log(await stub('add')(1, 2));`);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^3 [01]\n3 [01]\n3\n$/);
  expect(code).toBe(0);
});

test('after every sort of fault the pool is at its size, and neighbours were not harmed', async () => {
  const { stdout, code } = await run(
    `
    const wrong = [];
    const expectValue = (promise, wanted) => promise.then(value => value === wanted || wrong.push(value), error => wrong.push(error.message));
    const neighbours = [expectValue(stub('delay', 'background')(3000, 'b'), 'b'), expectValue(stub('delay', 'blocking')(3000, 'c'), 'c')];
    const faults = [
      () => stub('exit')(0),
      () => stub('exitAsync')(3),
      () => stub('throwIt')('null'),
      () => stub('giveFunction')(),
      () => stub('memory')(),
      () => stub('lateExit')(),
      () => stub('identity')(() => 1),
      () => stub('spin').options({ timeout: 20 })(),
      () => { const spin = stub('spin')(); spin.cancel(); return spin; },
      () => generator('exitsAfter')(3).next(),
      () => create(() => ({ name: 'gone', at: '', kind: 'cpu-bound', key: 'gone', worker: workers + 'does-not-exist.mjs', inline() {} }))(),
    ];
    for (let i = 0; i < 3; i++) {
      for (const fault of faults) {
        const bystander = expectValue(stub('delay', 'blocking')(20, i), i);
        await Promise.resolve(fault()).catch(() => {});
        await bystander;
      }
    }
    await Promise.all(neighbours);
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const met = await Promise.all([stub('meet')(counter, 2), stub('meet')(counter, 2)]);
    const threads = await Promise.all(Array.from({ length: 100 }, () => stub('thread')()));
    const ids = new Set(threads.map(each => each.threadId));
    console.log(wrong.join(), met.length, ids.size <= 2);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '2', UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32', NODE_NO_WARNINGS: '1' },
  );
  expect([stdout, code]).toEqual([' 2 true\n', 0]);
});
