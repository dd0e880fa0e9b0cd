import { threadId } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { cells, open, run, stub } from './stubs.js';

test.each(['cpu-bound', 'blocking', 'background'] as const)('result() waits for a %s call', (kind) => {
  const future = stub('add', kind)(1, 2);
  expect(future.done()).toBe(false);
  expect(future.result()).toBe(3);
  expect(future.done()).toBe(true);
  expect(future.result()).toBe(3);
});

test('result() on a cold pool, in the first turn of a program', async () => {
  const { stdout, code } = await run(`
    console.log(stub('add')(1, 2).result(), stub('delay', 'background')(5, 'b').result(), stub('add', 'blocking')(3, 4).result());`);
  expect(stdout).toBe('3 b 7\n');
  expect(code).toBe(0);
});

test('result() throws what the task threw, and that counts as handled', async () => {
  const { stdout, code } = await run(`
    try { stub('dom')().result(); } catch (error) { console.log(error instanceof DOMException, error.name); }
    await new Promise(resolve => setTimeout(resolve, 20));
    console.log('lives');`);
  expect(stdout).toBe('true NotFoundError\nlives\n');
  expect(code).toBe(0);
});

test('result(timeout) gives up, the call goes on', async () => {
  const gate = cells();
  const future = stub('wait')(gate, 'later');
  expect(() => future.result(20)).toThrow(
    expect.objectContaining({ name: 'TimeoutError', code: 'ERR_UNSYNC_TIMEOUT', task: 'wait' }),
  );
  expect(future.done()).toBe(false);
  open(gate);
  expect(future.result(30_000)).toBe('later');
});

test('a queued call is run here by result()', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const list = { n: [1] };
  const queued = stub('identity', 'cpu-bound', {
    inline: (value: object, buffer: Buffer) => ({ value, threadId, b: Buffer.isBuffer(buffer) }),
  })(list, Buffer.from('x'));
  list.n.push(2);
  expect(queued.result()).toEqual({ value: { n: [1] }, threadId, b: true });
  open(gate);
  await Promise.all(blockers);
});

test('a queued call with a limit is not run here', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const queued = stub('thread')();
  expect(() => queued.result(50)).toThrow(expect.objectContaining({ name: 'TimeoutError' }));
  open(gate);
  expect(queued.result(30_000).isMainThread).toBe(false);
  await Promise.all(blockers);
});

test('while blocked, freed threads get what is queued, and other calls settle', () => {
  const futures = Array.from({ length: 200 }, (_, i) => stub('add').options({ timeout: 60_000 })(i, 1));
  expect(futures.at(-1)!.result()).toBe(200);
  // Many others may be in the run queue at a thread that is still booting.
  expect(futures.filter((each) => each.done()).length).toBeGreaterThan(10);
});

test('a timeout of the call passes while result() blocks, and the thread is replaced', () => {
  const spin = stub('spin').options({ timeout: 30 })();
  expect(() => spin.result()).toThrow(
    expect.objectContaining({ name: 'TimeoutError', message: 'spin took longer than 30 ms' }),
  );
  expect(stub('add')(2, 2).result(30_000)).toBe(4);
});

test('result() with every thread leaving still gets one', async () => {
  const { stdout } = await run(
    `
    const spin = stub('spin').options({ signal: new AbortController().signal })();
    spin.cancel('enough');
    const { signal } = new AbortController();
    console.log(stub('add').options({ signal })(20, 22).result());`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect(stdout).toBe('42\n');
});

test('result() of what only this loop can settle says so', async () => {
  const asynchronous = stub('delay', 'async', { inline: async () => 5 })();
  expect(() => asynchronous.result()).toThrow(expect.objectContaining({ code: 'ERR_UNSYNC_RESULT' }));
  const argument = stub('add')(new Promise(() => {}), 1);
  expect(() => argument.result()).toThrow(expect.objectContaining({ code: 'ERR_UNSYNC_RESULT' }));
  argument.cancel();
  expect(await asynchronous).toBe(5);
  expect(asynchronous.result()).toBe(5);
});

test('result() of an async kind that returned at once', () => {
  expect(stub('x', 'async', { inline: () => 6 })().result()).toBe(6);
});

test('result() joins calls among the arguments first', () => {
  const add = stub('add');
  expect(add(add(1, 2), add(add(3, 4), 5)).result()).toBe(15);
  const failing = add(stub('parse')(), 1);
  expect(() => failing.result()).toThrow('at 3:4');
});

test('result() of a stolen async function is refused, of a native one waits', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const hidden = stub('add', 'cpu-bound', { inline: (a: number) => Promise.resolve(a) })(1, 2);
  expect(() => hidden.result()).toThrow(expect.objectContaining({ code: 'ERR_UNSYNC_RESULT' }));
  expect(await hidden).toBe(1);
  const native = stub('delay', 'cpu-bound', { inline: async () => 'inline' })(1, 'worker');
  open(gate);
  expect(native.result()).toBe('worker');
  await Promise.all(blockers);
});

test('result() does not hang when the thread dies', () => {
  expect(() => stub('exit')(5).result(30_000)).toThrow(
    expect.objectContaining({ name: 'WorkerExitError', exitCode: 5, task: 'exit' }),
  );
  expect(stub('add')(1, 1).result()).toBe(2);
});

test('result() on out of memory ends, cold', async () => {
  const { stdout } = await run(
    `
    try { stub('memory')().result(); } catch (error) { console.log(error.name, error.code, error.task); }
    console.log(stub('add')(1, 2).result());`,
    { UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32' },
  );
  expect(stdout).toBe('WorkerExitError ERR_UNSYNC_WORKER_EXIT memory\n3\n');
});

test('timeouts of other calls, which have the threads, pass although the event loop is blocked', async () => {
  const { stdout } = await run(
    `
    const spins = stub('spin').options({ timeout: 50 })();
    spins.catch(() => {});
    console.log(stub('add').options({ timeout: 30_000 })(1, 2).result(), spins.done());
    process.exit(0);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect(stdout).toBe('3 true\n');
});
