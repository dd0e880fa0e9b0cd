import { MessageChannel, receiveMessageOnPort, threadId } from 'node:worker_threads';
import type { Kind } from 'unsync';
import { expect, test } from 'vitest';
import { cells, failure, open, run, stub, until } from './stubs.js';

const kinds: Kind[] = ['cpu-bound', 'blocking', 'background'];

test.each(kinds)('%s calls run on another thread', async (kind) => {
  const where = await stub('thread', kind)();
  expect(where.isMainThread).toBe(false);
  expect(where.threadId).not.toBe(threadId);
});

test("async calls run on the caller's thread and copy nothing", async () => {
  const object = { f: () => 1 };
  const same = stub('identity', 'async', { inline: async (value: unknown) => [value, threadId] });
  const [value, thread] = await same(object);
  expect(value).toBe(object);
  expect(thread).toBe(threadId);
});

test.each(['cpu-bound', 'blocking'] as const)('%s calls overlap', async (kind) => {
  // Each returns only when both have begun. One of them alone would wait for 20 s and then for ever.
  const counter = cells();
  const threads = await Promise.all([stub('meet', kind)(counter, 2), stub('meet', kind)(counter, 2)]);
  expect(new Set(threads).size).toBe(2);
});

test('background calls overlap on one thread', async () => {
  const counter = cells();
  const meet = stub('meetAsync', 'background');
  const threads = await Promise.all(Array.from({ length: 20 }, () => meet(counter, 20)));
  expect(new Set(threads).size).toBe(1);
});

test('a CommonJS worker module', async () => {
  expect(await stub('square', 'cpu-bound', { file: 'common.cjs' })(7)).toBe(49);
  expect(await failure(stub('boom', 'cpu-bound', { file: 'common.cjs' })())).toBeInstanceOf(RangeError);
});

test('a static method is looked up by its own key', async () => {
  expect(await stub('Counter.twice')(21)).toBe(42);
});

test.each(['toString', 'constructor', '__proto__', 'missing'])('%s is no task', async (key) => {
  const error = await failure(stub(key)());
  expect(error.code).toBe('ERR_UNSYNC_LOAD');
  expect(error.task).toBe(key);
});

test('many calls, each with its own result', async () => {
  const add = stub('add');
  const results = await Promise.all(Array.from({ length: 3000 }, (_, i) => add(i, 1)));
  expect(results).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
});

test('calls in order, chained and awaited twice', async () => {
  const add = stub('add');
  const first = add(1, 2);
  const chain = first.then((n: number) => add(n, 10)).then((n: number) => n * 2);
  expect(await chain).toBe(26);
  expect(await first).toBe(3);
  expect(await first).toBe(3);
  expect(chain.constructor).toBe(Promise);
  expect(first).toBeInstanceOf(Promise);
});

test('done tells whether it has settled', async () => {
  const gate = cells();
  const waiting = stub('wait')(gate, 5);
  expect(waiting.done()).toBe(false);
  open(gate);
  expect(await waiting).toBe(5);
  expect(waiting.done()).toBe(true);
});

test('arguments are what they were at the call, also in the queue', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const list = [1, { deep: 2 }];
  const queued = stub('identity')(list);
  list.push(3);
  (list[1] as { deep: number }).deep = 99;
  open(gate);
  expect(await queued).toEqual([1, { deep: 2 }]);
  await Promise.all(blockers);
});

test('higher priority first, then first come', async () => {
  // One thread: where two run, neighbours may swap.
  const { stdout } = await run(
    `
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const log = new Int32Array(new SharedArrayBuffer(24));
    const blocker = stub('wait')(gate);
    const record = stub('record');
    const calls = [
      record(log, 1),
      record.options({ priority: -1 })(log, 2),
      record.options({ priority: 5 })(log, 3),
      record.options({ priority: 5 })(log, 4),
      record(log, 5),
    ];
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await Promise.all([blocker, ...calls]);
    console.log(log.slice(1).join());`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect(stdout).toBe('3,4,1,5,2\n');
});

test('transfer moves instead of copying', async () => {
  const buffer = new ArrayBuffer(1000);
  const result = await stub('identity').options({ transfer: [buffer] })(buffer);
  expect(buffer.byteLength).toBe(0);
  expect(result.byteLength).toBe(1000);
});

test('transfer of a queued call, and of one that waits for a promise', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const { port1, port2 } = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  const queued = stub('identity').options({ transfer: [buffer] })(buffer);
  const late = stub('identity').options({ transfer: [port2] });
  const moved = late(port2); // a port in a result moves
  const waiting = stub('argumentCount').options({ transfer: [] })(Promise.resolve(1), 2);
  expect(buffer.byteLength).toBe(0);
  open(gate);
  expect((await queued).byteLength).toBe(8);
  (await moved).close();
  expect(await waiting).toBe(2);
  expect(receiveMessageOnPort(port1)).toBeUndefined();
  await Promise.all(blockers);
});

test('Buffers stay Buffers and bring only the bytes they see', async () => {
  expect(await stub('length')(Buffer.from('hi'))).toEqual({ isBuffer: true, length: 2, backing: 2 });
  expect(await stub('length')(new Uint8Array(new ArrayBuffer(100), 10, 5))).toEqual({
    isBuffer: false,
    length: 5,
    backing: 5,
  });
  expect(await stub('isBuffers')({ nested: [Buffer.from('x')] })).toEqual([false, true]);
  const given = await stub('giveBuffer')('text');
  expect(Buffer.isBuffer(given) && given.toString()).toBe('text');
  const nested = await stub('giveNested')('deep');
  expect(Buffer.isBuffer(nested.output[0]) && nested.output[0].toString()).toBe('deep');
});

test('a view that was not transferred is left alone', async () => {
  const pool = Buffer.from('some text in the pool');
  await stub('length')(pool);
  expect(pool.toString()).toBe('some text in the pool');
});

test('promises among the arguments are awaited, the others taken as they were', async () => {
  const object = { n: 1 };
  const call = stub('identity').options({})(Promise.resolve(5).then((n) => n + 1));
  const sum = stub('add')(stub('add')(1, 2), stub('add', 'blocking')(3, 4));
  const kept = stub('isBuffers')(object);
  object.n = 2;
  expect(await call).toBe(6);
  expect(await sum).toBe(10);
  expect(await kept).toEqual([false, false]);
  expect((await failure(stub('add')(Promise.reject(new RangeError('argument')), 1))).message).toBe('argument');
});

test('an argument beside a promise is what it was at the call', async () => {
  const list = [1];
  const call = stub('add')(Promise.resolve('got '), list);
  list[0] = 99;
  expect(await call).toBe('got 1');
});

test('nested calls run inline in the worker and have settled', async () => {
  const [done, [n, inner], outer] = await stub('nested')(5);
  expect([done, n]).toEqual([true, 5]);
  expect(inner).toBe(outer);
  expect(outer).not.toBe(threadId);
  const [[m, where], thread] = await stub('nestedAsync', 'background')(6);
  expect([m, where]).toEqual([6, thread]);
});

test('members of a stub', async () => {
  const inline = function computeSome(_a: number, _b: number) {
    return 'plain';
  };
  const marked = stub('add', 'blocking', { inline });
  expect(marked.name).toBe('computeSome');
  expect(marked.length).toBe(2);
  expect(marked.inline).toBe(inline);
  expect(marked.kind).toBe('blocking');
  expect(Object.keys(marked)).toEqual([]);
  const configured = marked.options({ timeout: 60_000 }).options({ priority: 1 });
  expect([configured.name, configured.kind, configured.inline]).toEqual(['computeSome', 'blocking', inline]);
  expect(await configured(1, 2)).toBe(3);
});

test('attach asks for the definition when it is needed, and once', async () => {
  const { attach, call } = await import('unsync/task');
  let asked = 0;
  const define = () => {
    asked++;
    return { name: 'f', at: 'a.ts:1:1', kind: 'async' as const, inline };
  };
  function inline(this: unknown, n: number) {
    return [this, n];
  }
  function f(this: unknown, _n: number) {
    return call(define, this, arguments);
  }
  expect(attach(f, define)).toBe(f);
  expect(asked).toBe(0);
  const self = { f };
  expect(await self.f(4)).toEqual([self, 4]);
  expect((f as never as { kind: string }).kind).toBe('async');
  expect(asked).toBe(1);
});

test('a worker prints in order with its results, also to a caller who blocks and exits', async () => {
  const { stdout, stderr, code } = await run(`
    const print = stub('print');
    for (const text of ['one', 'two']) { const future = print(text); future.result(30000); console.log('after ' + text); }
    process.exit(0);`);
  expect(stdout).toBe('one\nabcafter one\ntwo\nabcafter two\n');
  expect(stderr).toContain('one!\ntwo!\n');
  expect(code).toBe(0);
});

test('a callback of write is called in the worker', async () => {
  expect(await stub('printBack', 'background')('')).toBe('written');
});

test('background survives while a call of it is given up', async () => {
  const gate = cells();
  const slow = stub('meetAsync', 'background')(gate, 2);
  slow.cancel();
  expect(await stub('delay', 'background')(1, 'other')).toBe('other');
  await until(() => Atomics.load(gate, 0) === 1);
  Atomics.add(gate, 0, 1);
  expect((await failure(slow)).name).toBe('AbortError');
});
