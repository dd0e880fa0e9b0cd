// What only a process of its own can show: each of these runs a small program to its end.

import { ConfigurationError, configure } from 'unsync';
import { expect, test } from 'vitest';
import { run, stub } from './stubs.js';

test('importing starts nothing', async () => {
  const { stdout, code } = await run(`
    const { cache } = (await import('node:module')).createRequire(workers);
    const loaded = name => Object.keys(cache).some(each => each.includes(name));
    console.log(process.getActiveResourcesInfo().filter(each => /Worker|MessagePort|Timeout/.test(each)).length, loaded('thread.js'), loaded('piscina'));
    await stub('add')(1, 2);
    console.log(loaded('piscina'));`);
  expect(stdout).toBe('0 true false\ntrue\n');
  expect(code).toBe(0);
});

test('an idle program ends by itself', async () => {
  const { stdout, code } = await run(`
    console.log(await stub('add')(1, 2), await stub('add', 'blocking')(1, 2), await stub('delay', 'background')(1, 3));`);
  expect([stdout, code]).toEqual(['3 3 3\n', 0]);
});

test('a call keeps the process alive until it settles, also after an idle time', async () => {
  const { stdout, code } = await run(`
    stub('delay')(100, 1).then(() => {
      setTimeout(() => stub('delay')(100, 2).then(value => console.log(value)), 100);
    });`);
  expect([stdout, code]).toEqual(['2\n', 0]);
});

test('leases come and go for the same thread', async () => {
  const { stdout } = await run(
    `
    const ids = new Set();
    for (let i = 0; i < 12; i++) {
      ids.add((await stub('thread')()).threadId);
      await new Promise(resolve => setTimeout(resolve, i * 3));
    }
    console.log(ids.size);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect(stdout).toBe('1\n');
});

test('leases that are given back while the thread is busy with what nobody waits for', async () => {
  // Each call is given up, and its lease released, before the thread looks at its messages again.
  const { stdout } = await run(`
    const [busyFor, delay] = [stub('busyFor', 'background'), stub('delay', 'background')];
    await delay(1, 'loaded');
    const rest = () => new Promise(resolve => setTimeout(resolve, 30));
    for (const call of [busyFor, delay, delay, delay]) {
      const future = call(500);
      await rest();
      future.cancel();
      await rest();
    }
    console.log(await delay(1, 'alive'));`);
  expect(stdout).toBe('alive\n');
});

test('idle blocking threads leave, and come again', async () => {
  const { stdout } = await run(
    `
    const first = (await stub('thread', 'blocking')()).threadId;
    await new Promise(resolve => setTimeout(resolve, 1500));
    console.log(first !== (await stub('thread', 'blocking')()).threadId);`,
    { UNSYNC_BLOCKING_IDLE_TIMEOUT: '20' },
  );
  expect(stdout).toBe('true\n');
});

test('an idle thread leaves also after an idle time in which it was looked at', async () => {
  const { stdout } = await run(
    `
    const { configure, stats } = await import('unsync');
    configure({ blocking: { idleTimeout: 1500 } });
    await stub('thread', 'blocking')();
    await new Promise(resolve => setTimeout(resolve, 1200));
    console.log(stats().threads.blocking);
    for (const end = Date.now() + 10_000; stats().threads.blocking > 0 && Date.now() < end; )
      await new Promise(resolve => setTimeout(resolve, 50));
    console.log(stats().threads.blocking);`,
  );
  expect(stdout).toBe('1\n0\n');
});

test('UNSYNC_INLINE runs every kind here, with values cloned', async () => {
  const { stdout, stderr, code } = await run(
    `
    const { threadId } = await import('node:worker_threads');
    for (const kind of ['cpu-bound', 'blocking', 'background']) {
      const object = { list: [1] };
      const result = stub('x', kind, value => { value.list.push(2); return value; })(object).result();
      console.log(object.list.length, result.list.length);
    }
    console.log(stub('x', 'cpu-bound', () => threadId)().result() === threadId);
    console.log((await stub('x', 'cpu-bound', () => () => 1)().catch(error => error)).code);
    console.log((await stub('x', 'cpu-bound', () => 1)(() => 1).catch(error => error)).message);
    console.log(await stub('x', 'cpu-bound', n => n)(Promise.resolve(4)));`,
    { UNSYNC_INLINE: '1' },
  );
  expect(stdout).toBe(
    [
      '1 2',
      '1 2',
      '1 2',
      'true',
      'ERR_UNSYNC_UNCLONEABLE',
      "x: argument 1: a function can't cross to another thread",
      '4',
      '',
    ].join('\n'),
  );
  expect([stderr, code]).toEqual(['', 0]);
});

test('uncompiled marks run here and say so once', async () => {
  const { stdout, stderr } = await run(`
    const double = unsync.unsync(function double(n) { return n * 2; });
    const named = unsync.unsync((a, b) => a + b, { kind: 'blocking' });
    console.log(double.name, double.length, double.kind, named.kind, named.inline(1, 2));
    console.log(double(2).result(), await named(1, 2), await double.options({ timeout: 1000 })(4));
    const { Piscina } = globalThis;
    class C {
      factor = 3;
      async times(n) { return n * this.factor; }
    }
    C.prototype.times = unsync.unsync(C.prototype.times, { kind: 'method', name: 'times', static: false, addInitializer() {} });
    const c = new C();
    const future = c.times(5);
    console.log(await future, typeof future.cancel);
    const property = { value: async () => 'legacy', writable: true, configurable: true };
    unsync.unsync({ kind: 'blocking' })(C.prototype, 'old', property);
    console.log(await property.value(), property.value.kind);
    try { unsync.unsync(null); } catch (error) { console.log(error.code); }`);
  expect(stdout).toBe('double 1 async blocking 3\n4 3 8\n15 function\nlegacy blocking\nERR_UNSYNC_CONFIGURATION\n');
  expect(stderr.match(/UNSYNC_NOT_COMPILED/g)).toHaveLength(1);
});

test('configure: explicit over environment, and the setup module runs once in each worker first', async () => {
  const { stdout } = await run(
    `
    unsync.configure({ cpuBound: { maxThreads: 1 } });
    unsync.configure({ setup: new URL('setup.mjs', workers) });
    const ids = await Promise.all(Array.from({ length: 50 }, () => stub('thread')()));
    console.log(new Set(ids.map(each => each.threadId)).size, await stub('setup')());`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '4', UNSYNC_SETUP: '/does/not/exist.mjs' },
  );
  expect(stdout).toBe('1 1\n');
});

test('a setup module that fails is named', async () => {
  const { stdout } = await run(
    `
    const error = await stub('add')(1, 2).catch(error => error);
    console.log(error.code, error.message.includes('/does/not/exist.mjs'));`,
    { UNSYNC_SETUP: '/does/not/exist.mjs' },
  );
  expect(stdout).toBe('ERR_UNSYNC_LOAD true\n');
});

test('configure comes too late, or with bad values', async () => {
  await stub('add')(1, 2);
  expect(() => configure({ cpuBound: { maxThreads: 1 } })).toThrow(ConfigurationError);
  const { stdout } = await run(`
    for (const bad of [{ cpuBound: { maxThreads: 0 } }, { blocking: { idleTimeout: '5' } }, { nothing: 1 }, { cpuBound: 3 }, { blocking: { threads: 1 } }]) {
      try { unsync.configure(bad); console.log('accepted'); } catch (error) { console.log(error.code, error.message.split(';')[0]); }
    }`);
  expect(stdout.trim().split('\n')).toEqual([
    'ERR_UNSYNC_CONFIGURATION cpuBound.maxThreads is 0: it must be a positive integer',
    'ERR_UNSYNC_CONFIGURATION blocking.idleTimeout is "5": it must be a number of milliseconds from 0 to 2147483647, or Infinity',
    'ERR_UNSYNC_CONFIGURATION unknown setting nothing',
    'ERR_UNSYNC_CONFIGURATION cpuBound is 3: it must be an object',
    'ERR_UNSYNC_CONFIGURATION unknown setting blocking.threads',
  ]);
});

test('a bad environment variable is a rejection that names it', async () => {
  const { stdout } = await run(`console.log((await stub('add')(1, 2).catch(error => error)).message);`, {
    UNSYNC_CPU_BOUND_MAX_THREADS: 'many',
  });
  expect(stdout).toBe('UNSYNC_CPU_BOUND_MAX_THREADS is "many": it must be a positive integer\n');
});

test('shutdown waits, flushes, ends the threads, and is final', async () => {
  const { stdout, code } = await run(`
    const running = stub('delay')(100, 'finished');
    const queued = Array.from({ length: 20 }, (_, i) => stub('add')(i, 1));
    const waiting = stub('add')(new Promise(resolve => setTimeout(() => resolve(5), 50)), 1);
    stub('print', 'blocking')('printed');
    const spin = stub('spin')(); spin.cancel();
    const end = unsync.shutdown();
    console.log(end === unsync.shutdown());
    await end;
    console.log(running.done() && waiting.done() && queued.every(each => each.done()), await running, await waiting);
    const error = await stub('add')(1, 2).catch(error => error);
    console.log(error.name, error.code, error.task);
    console.log(await stub('x', 'async', () => 'async goes on')());
    // Closed handles are gone a turn later.
    const left = () => process.getActiveResourcesInfo().filter(each => /Worker|MessagePort/.test(each)).length;
    while (left() > 0) await new Promise(setImmediate);
    console.log(left());
    process.exit(0);`);
  expect(stdout).toBe('true\nprinted\nabctrue finished 6\nShutdownError ERR_UNSYNC_SHUTDOWN add\nasync goes on\n0\n');
  expect(code).toBe(0);
});

test('shutdown does not hide a rejection that nobody handles', async () => {
  const { code, stderr } = await run(
    `stub('dom')(); await unsync.shutdown(); await new Promise(resolve => setTimeout(resolve, 50));`,
  );
  expect(code).toBe(1);
  expect(stderr).toContain('NotFoundError');
});

test('CommonJS and ES module users share one pool', async () => {
  const { stdout } = await run(
    `
    const { stub: other } = (await import('node:module')).createRequire(workers)('./user.cjs');
    const a = await stub('thread')();
    const b = await other('thread')();
    console.log(a.threadId === b.threadId);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect(stdout).toBe('true\n');
  const commonjs = await run(`stub('add')(1, 2).then(console.log)`, {}, 'commonjs');
  expect(commonjs.stdout).toBe('3\n');
});

test("a worker thread of the user's own has pools of its own", async () => {
  const { stdout, code } = await run(`
    import { Worker } from 'node:worker_threads';
    const worker = new Worker(new URL('user-thread.mjs', workers), { execArgv: [] });
    worker.on('message', message => console.log(message.add, message.nested === message.own, message.result));`);
  expect([stdout, code]).toEqual(['3 false 7\n', 0]);
});

test('a hundred thousand queued calls', async () => {
  const { stdout } = await run(`
    const add = stub('add');
    const all = await Promise.all(Array.from({ length: 100_000 }, (_, i) => add(i, 1)));
    console.log(all.length, all.every((value, i) => value === i + 1));`);
  expect(stdout).toBe('100000 true\n');
});
