// What is between a call and an executor: here one that keeps the calls, and is told what to do with them.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, configure, type Executor } from 'unsync';
import { expect, test } from 'vitest';
import { read } from '../../runtime/trace/model';
import { run } from './stubs.js';

const executor = `
  const { configure, shutdown, stats, prewarm, ExecutorError } = await import('unsync');
  const calls = [];
  const log = [];
  const executor = {
    name: 'Test',
    send: call => calls.push(call),
    cancel: call => log.push('cancel ' + call.name),
    takeBack: call => calls.splice(calls.indexOf(call), 1).length === 1,
    connect: async () => log.push('connect'),
    close: async () => log.push('close'),
  };
  configure({ executor });
  const outcome = promise => promise.then(value => value, error => [error.code, error.reason].join());
`;

test('a call is given away, and has what it is answered', async () => {
  const { stdout } = await run(`${executor}
    const add = stub('add');
    const some = [add(1, 2), add(3, 4), add.options({ priority: 2, timeout: 9000 })(5, 6)];
    console.log(calls.map(({ name, kind, key, args, priority, timeout, idempotent }) => JSON.stringify([name, kind, key, args, priority, timeout, idempotent])).join(' '));
    console.log(calls.every(({ worker }) => worker.endsWith('basic.mjs')), stats().queued);
    calls[0].sent();
    calls[0].answer(['any'], 1);
    calls[1].fail(new ExecutorError('no', 'lost', true));
    calls[2].answer(new Uint8Array([1, 2, 3]), undefined);
    calls[0].answer(['again'], 1);
    console.log(...await Promise.all(some.map(outcome)), stats().queued, stats().running);`);
  expect(stdout).toBe(
    '["add","cpu-bound","add",[1,2],0,null,false] ["add","cpu-bound","add",[3,4],0,null,false] ["add","cpu-bound","add",[5,6],2,9000,false]\n' +
      'true 3\nany ERR_UNSYNC_EXECUTOR,lost ERR_UNSYNC_EXECUTOR,refused 0 0\n',
  );
});

test('arguments are what they were at the call, and what is transferred is gone', async () => {
  const { stdout } = await run(`${executor}
    const { deserialize } = await import('node:v8');
    const value = { n: 1 };
    const bytes = new Uint8Array(4);
    const text = new Uint8Array(2);
    stub('identity')(value).catch(() => {});
    stub('identity').options({ transfer: [bytes.buffer] })(bytes).catch(() => {});
    stub('identity')(text).catch(() => {});
    value.n = 2;
    const [first, second] = calls.map(({ args }) => deserialize(args).values[0]);
    console.log(first.n, second.length, bytes.length, text.length);
    for (const call of calls) call.answer([1]);`);
  expect(stdout).toBe('1 4 0 2\n');
});

test('cancelling, time, result() and shutdown()', async () => {
  const { stdout } = await run(`${executor}
    const add = stub('add', 'cpu-bound', (a, b) => a + b);
    await prewarm([add]);
    const cancelled = add(1, 1);
    cancelled.cancel();
    const late = outcome(add.options({ timeout: 20 })(1, 1));
    console.log(await outcome(cancelled), await late, add(20, 22).result());
    const sent = add(1, 1);
    executor.takeBack = () => false;
    try { sent.result(); } catch (error) { console.log(error.code, error.message); }
    const limited = stub('add').options({ limit: 1 });
    const before = calls.length;
    const two = [limited(1, 1), limited(2, 2)];
    console.log(calls.length - before);
    calls.at(-1).answer([2]);
    await two[0];
    console.log(calls.length - before);
    calls.at(-1).answer([4]);
    for (const call of calls) call.answer([0]);
    await shutdown();
    console.log(log.join());`);
  expect(stdout).toBe(
    'ERR_UNSYNC_ABORTED, ERR_UNSYNC_TIMEOUT, 42\n' +
      'ERR_UNSYNC_RESULT result() of add would wait for ever: Test answers it by way of this thread, whose event loop result() blocks; await it instead\n' +
      '1\n2\nconnect,cancel add,cancel add,close\n',
  );
});

test('what a call changes comes back from another machine, to the very objects', async () => {
  const { stdout } = await run(`${executor}
    const { Performance, served } = (await import(new URL('../../../dist/runtime/outside/remote/remote-server.js', workers))).default;
    const worker = workers + 'give-back.mjs';
    const task = key => create(() => ({ name: key, at: '', kind: 'cpu-bound', key, worker, inline: () => {}, tracked: ['0'] }));
    const perform = ({ worker, key, args, name, at, kind }) => new Promise(resolve =>
      new Performance(served(worker, key, { name, at, kind }), args, resolve));
    executor.send = async call => call.answer((await perform(call)).outcome, 1);
    const rows = [{ k: 2 }, { k: 1 }];
    const [two, one] = rows;
    console.log(await task('sortRows')(rows) === rows, rows[0] === one, rows[1] === two);
    const list = [];
    console.log(await task('push')(list, 7), list.join());
    const thrown = await task('pushAndThrow')(list).catch(error => error);
    console.log(thrown.message, list.length, thrown.last === list[1]);
    const raced = await Promise.allSettled([task('push')(list, 1), task('push')(list, 2)]);
    console.log(raced.map(({ status, reason }) => reason?.code ?? status).sort().join(), list.length);`);
  expect(stdout).toBe('true true true\n1 7\ntoo many 2 true\nERR_UNSYNC_CONFLICT,fulfilled 3\n');
});

test('what can not leave the process runs here, with a warning once', async () => {
  const { stdout, stderr } = await run(`${executor}
    const shared = new Uint8Array(new SharedArrayBuffer(2));
    const twice = [await stub('identity')(shared), await stub('identity')(shared)];
    console.log(twice.every(each => each.buffer instanceof SharedArrayBuffer), calls.length);
    console.log(await outcome(stub('identity')(Symbol('s'))));
    await shutdown();`);
  expect(stdout).toBe('true 0\nERR_UNSYNC_UNCLONEABLE,\n');
  expect(stderr.match(/UNSYNC_STAYS_HERE/g)).toHaveLength(1);
});

test('what is no executor is refused', () => {
  expect(() => configure({ executor: { name: 'x' } as Executor })).toThrow(ConfigurationError);
  expect(() => configure({ executor: 7 as unknown as Executor })).toThrow(
    'executor is 7: it must be what takes calls, with send, cancel, takeBack and close, as bullmq() of unsync/bullmq gives',
  );
});

test('a trace has these calls in a row of their own', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'unsync-trace-')), 'trace.json');
  await run(
    `${executor}
    const future = stub('add')(1, 2);
    calls[0].sent();
    calls[0].answer([3], 1);
    await future;`,
    { UNSYNC_TRACE: path },
  );
  const events = JSON.parse(readFileSync(path, 'utf8')) as {
    name: string;
    cat?: string;
    tid: number;
    args?: { name?: string };
  }[];
  const row = events.find(({ args }) => args?.name === 'other machines, by Test')!.tid;
  expect(events.filter(({ cat }) => cat === 'run').map(({ tid }) => tid)).toEqual([row, row]);
  expect(JSON.stringify(read(readFileSync(path, 'utf8')))).toContain('"other machines, by Test","type":"thread"');
});

test('what only this process has stays here, on every Node', async () => {
  const { stdout } = await run(`${executor}
    const { createSecretKey } = await import('node:crypto');
    const { BlockList } = await import('node:net');
    const key = createSecretKey(Buffer.from('abc'));
    process.on('warning', () => {});
    for (const value of [key, new Blob(['a']), new File(['a'], 'n'), new BlockList(), { deep: [key] }])
      console.log((await stub('identity')(value)).constructor.name, calls.length);`);
  expect(stdout.split('\n')).toEqual(['SecretKeyObject 0', 'Blob 0', 'File 0', 'BlockList 0', 'Object 0', '']);
});
