import { BlockList } from 'node:net';
import { UncloneableError, UnsyncError, WorkerExitError } from 'unsync';
import { expect, test } from 'vitest';
import { cells, failure, open, run, stub, until } from './stubs.js';

class ParseError extends Error {
  line!: number;
  get name() {
    return 'ParseError';
  }
  where() {
    return `${this.line}`;
  }
}
const classes = () => ({ ParseError });

test('null, undefined, a string, a symbol and an object are thrown as they are', async () => {
  const throwIt = stub('throwIt');
  expect(await failure(throwIt('null'))).toBe(null);
  expect(await failure(throwIt('undefined'))).toBe(undefined);
  expect(await failure(throwIt('string'))).toBe('text');
  expect(await failure(throwIt('shared'))).toBe(Symbol.for('unsync test'));
  expect(await failure(throwIt('object'))).toEqual({ a: [1] });
  expect(await failure(throwIt('look'))).toEqual({ e: 1, type: 'error' });
  expect(await failure(stub('rejectIt', 'background')('null'))).toBe(null);
  expect(await failure(stub('rejectIt')('undefined'))).toBe(undefined);
});

test("a thrown value that can't cross still rejects", async () => {
  for (const which of ['symbol', 'function']) {
    const error = await failure(stub('throwIt')(which));
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error.message).toContain(which === 'symbol' ? 'Symbol(own)' : 'an object');
  }
});

test('a value that looks like a failure is a value', async () => {
  for (const value of [
    { value: 1, e: 2 },
    { type: 'failure', error: 1 },
    { values: [1], patches: [] },
    { error: null },
    null,
    undefined,
  ]) {
    expect(await stub('identity')(value)).toEqual(value);
  }
  expect(await stub('thenable')()).toBe(5);
});

test('an error of a registered class has its class, fields and stack', async () => {
  const error = await failure(stub('parse', 'cpu-bound', { classes })());
  expect(error).toBeInstanceOf(ParseError);
  expect(error.where()).toBe('3');
  expect(error).toMatchObject({ name: 'ParseError', message: 'at 3:4', line: 3, position: { line: 3, column: 4 } });
  expect(error.stack).toContain('basic.mjs:');
  expect(Object.keys(error)).toEqual(['line', 'position']);
});

test('the nearest registered ancestor stands for a class that is not registered', async () => {
  const error = await failure(stub('deepParse', 'cpu-bound', { classes })());
  expect(Object.getPrototypeOf(error)).toBe(ParseError.prototype);
  const unknown = await failure(stub('deepParse')());
  expect(Object.getPrototypeOf(unknown)).toBe(Error.prototype);
  expect(unknown.name).toBe('ParseError');
});

test('the stack goes on with where the call was made', async () => {
  async function outer() {
    return await stub('parse', 'cpu-bound', { classes })();
  }
  const { stack } = await failure(outer());
  const lines = (stack as string).split('\n');
  const worker = lines.findIndex((line) => line.includes('basic.mjs:'));
  const caller = lines.findIndex((line) => /at outer .*errors\.test\.ts:/.test(line));
  expect(worker).toBeGreaterThan(0);
  expect(caller).toBeGreaterThan(worker);
  expect(lines.slice(worker + 1).join()).not.toContain('dist/runtime/outside');
});

test('errors as values keep their class, too', async () => {
  const { error } = await stub('giveError', 'cpu-bound', { classes })();
  expect(error).toBeInstanceOf(ParseError);
  const range = new RangeError('sent');
  expect(await stub('identity')(range)).toBeInstanceOf(RangeError);
  expect((await stub('identity')([{ range }]))[0].range.message).toBe('sent');
});

test('causes, aggregates and DOMExceptions', async () => {
  const causes = await failure(stub('causes', 'cpu-bound', { classes })());
  expect(causes.cause).toBeInstanceOf(TypeError);
  expect(causes.cause.cause).toBeInstanceOf(ParseError);
  const aggregate = await failure(stub('aggregate')());
  expect(aggregate).toBeInstanceOf(AggregateError);
  expect(aggregate.errors[0]).toBeInstanceOf(RangeError);
  expect(aggregate.errors[1]).toBe('two');
  const dom = await failure(stub('dom')());
  expect(dom).toBeInstanceOf(DOMException);
  expect([dom.name, dom.code, dom.message]).toEqual(['NotFoundError', 8, 'gone']);
});

test('fields: what can cross does, and nothing reaches the prototype', async () => {
  const error = await failure(stub('fields')());
  expect(error.status).toBe(5);
  expect(Buffer.isBuffer(error.output[0])).toBe(true);
  expect(error.when).toEqual(new Date(0));
  expect('f' in error).toBe(false);
  expect(error.loc).toEqual({ line: 3 });
  expect(error.url).toEqual(new URL('http://a/'));
  expect('hacked' in error).toBe(false);
  expect(await failure(stub('systemError', 'background')())).toMatchObject({ code: 'ENOENT', path: '/does/not/exist' });
});

test("an argument that can't cross is named with its path", async () => {
  const cases: [unknown[], string][] = [
    [[{ filter: () => 1 }], "identity: argument 1, at filter: a function can't cross"],
    [[1, [{ deep: [Symbol('s')] }]], "identity: argument 2, at 0.deep.0: a symbol can't cross"],
    [[new WeakMap()], "identity: argument 1: an object of class WeakMap can't cross"],
    [[new AbortController()], "identity: argument 1: an object of class AbortController can't cross"],
    [[{ to: new Response() }], "identity: argument 1, at to: an object of class Response can't cross"],
    [[new Map([['a', new Set([() => 1])]])], "identity: argument 1, at a.0: a function can't cross"],
    [[(function* () {})()], "identity: argument 1: a generator can't cross"],
  ];
  for (const [args, message] of cases) {
    const error = await failure(stub('identity')(...args));
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error).toMatchObject({ code: 'ERR_UNSYNC_UNCLONEABLE', task: 'identity', at: 'src/test.ts:1:1' });
    expect(error.message).toContain(message);
  }
});

test('an instance whose copy would lack its methods is refused, by path; data and what Node can clone are not', async () => {
  class Account {
    balance = 1;
    isEmpty() {
      return this.balance === 0;
    }
  }
  class Special extends Account {}
  class Point {
    x = 1;
  }
  const identity = stub('identity');
  for (const [value, where] of [
    [new Account(), 'argument 1: an object of class Account'],
    [{ owners: [new Special()] }, 'argument 1, at owners.0: an object of class Special'],
    [Object.create({ method() {} }), 'argument 1: an object of class Object'],
  ] as const) {
    expect((await failure(identity(value))).message).toContain(where);
  }
  expect(await identity(new Point())).toEqual({ x: 1 });
  expect(await identity(Object.assign(Object.create(null), { y: 2 }))).toEqual({ y: 2 });
  expect(await identity(new BlockList())).toBeInstanceOf(BlockList);
  expect((await failure(stub('instance')())).message).toContain('the result, at account: an object of class Account');
});

test('the same for a queued call, and for a view whose buffer is gone', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  expect((await failure(stub('identity')(() => 1))).message).toContain('argument 1: a function');
  open(gate);
  await Promise.all(blockers);
  const view = new Uint8Array(4);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  expect((await failure(stub('identity')(view))).message).toContain('transferred away');
});

test("a result that can't cross fails its own call only", async () => {
  const bystander = stub('delay', 'background')(50, 'fine');
  const error = await failure(stub('giveFunction', 'background')());
  expect(error).toBeInstanceOf(UncloneableError);
  expect(error.message).toContain('giveFunction: the result, at filter: a function');
  expect(await bystander).toBe('fine');
});

test("process.exit in a task is that call's error; what is queued goes on", async () => {
  const results = await Promise.allSettled([
    stub('exit')(0),
    stub('exitAsync')(3),
    ...Array.from({ length: 20 }, (_, i) => stub('add')(i, 1)),
  ]);
  expect(results[0]).toMatchObject({ reason: { name: 'WorkerExitError', exitCode: 0, task: 'exit' } });
  expect(results[1]).toMatchObject({ reason: { name: 'WorkerExitError', exitCode: 3, task: 'exitAsync' } });
  expect((results[0] as PromiseRejectedResult).reason).toBeInstanceOf(WorkerExitError);
  expect(results.slice(2).map((each) => (each as PromiseFulfilledResult<number>).value)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
});

test('under --unhandled-rejections=strict an error that belongs to no call is told once', async () => {
  const { stdout } = await run(
    `process.on('warning', ({ code, message }) => console.log(code, message));
    console.log((await stub('unhandled', 'background')().catch((error) => error)).message);
    console.log(await stub('lateReject', 'background')());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await unsync.shutdown();`,
    { NODE_OPTIONS: '--unhandled-rejections=strict' },
  );
  expect(stdout).toBe(
    'nobody caught it\nreturned\nUNSYNC_LATE_ERROR unsync: an error after lateReject had returned: late promise\n',
  );
});

test('an unhandled rejection during a task is its error', async () => {
  const error = await failure(stub('unhandled', 'background')());
  expect(error).toBeInstanceOf(RangeError);
  expect(await stub('add', 'background')(1, 2)).toBe(3);
});

test.each(['lateThrow', 'lateReject', 'lateExit'])(
  '%s: a warning names the task, the next one is unaffected',
  async (key) => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => {
      warnings.push(warning);
    };
    process.on('warning', listen);
    try {
      // The background thread, so that the next call is on the same thread.
      expect(await stub(key, 'background')()).toBe('returned');
      if (key !== 'lateExit') expect(await stub('delay', 'background')(100, 'next')).toBe('next');
      await until(() =>
        warnings.some((each) => (each as { code?: string }).code === 'UNSYNC_LATE_ERROR' && each.message.includes(key)),
      );
      expect(await stub('add', 'background')(1, 2)).toBe(3);
    } finally {
      process.off('warning', listen);
    }
  },
);

test.each(['does-not-exist.mjs', 'throws.mjs', 'syntax.mjs'])('worker module %s', async (file) => {
  for (let round = 0; round < 2; round++) {
    const error = await failure(stub('add', 'cpu-bound', { file })(1, 2));
    expect(error).toBeInstanceOf(UnsyncError);
    expect(error).toMatchObject({ code: 'ERR_UNSYNC_LOAD', task: 'add' });
    expect(error.message).toContain(file);
    expect(error.cause).toBeInstanceOf(Error);
  }
  expect((await failure(stub('add', 'cpu-bound', { file: 'exits.mjs' })(1, 2))).exitCode).toBe(9);
});

test('out of memory is a typed error', async () => {
  const { stdout } = await run(
    `
    const error = await stub('memory')().catch(error => error);
    console.log(error.name, error.message, error.cause.code, await stub('add')(1, 2));`,
    { UNSYNC_MAX_OLD_GENERATION_SIZE_MB: '32' },
  );
  expect(stdout).toBe('WorkerExitError the thread of memory ran out of memory ERR_WORKER_OUT_OF_MEMORY 3\n');
});

test('a call never throws, whatever it is given', async () => {
  const trap = new Proxy(
    {},
    {
      get() {
        throw new RangeError('trap');
      },
    },
  );
  expect((await failure(stub('identity')(trap))).message).toBe('trap');
});
