// What calls take along besides their arguments: captured variables and the fields of `this`.
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { UncloneableError } from 'unsync';
import { attach, call, create, type TaskDefinition } from 'unsync/task';
import { expect, test } from 'vitest';
import { cells, failure, open, run, stub, workers } from './stubs.js';

const file = 'environment.mjs';

class Account {
  owner = 'Ada';
  parts: unknown[] = [1];
  where(..._args: unknown[]): unknown {
    return ['inline', this.owner, threadId];
  }
}
const where = stub('Account.where', 'cpu-bound', { file, instanceOf: Account, inline: Account.prototype.where });

test('captured variables are read at the call', async () => {
  let size = 2;
  const scale = stub('scale', 'cpu-bound', { file, captures: () => ({ size }) });
  size = 3;
  const three = scale(10);
  size = 4;
  expect(await three).toBe(30);
  expect(await scale(10)).toBe(40);
});

test('the factory is called anew for each call', async () => {
  const made = stub('made', 'background', { file, captures: () => ({}) });
  expect(await made()).not.toBe(await made());
});

test('what the getter throws is the rejection', async () => {
  const early = stub('give', 'cpu-bound', {
    file,
    captures: () => ({ later }),
  })();
  const error = await failure(early);
  const later = 1;
  expect(error).toBeInstanceOf(ReferenceError);
  expect(error.message).toContain('later');
});

test('what the factory throws is the rejection', async () => {
  expect((await failure(stub('broken', 'cpu-bound', { file, captures: () => ({}) })())).message).toBe(
    'the factory failed',
  );
});

test('captured values cross as arguments do: Buffers, transfers, and what both sides share', async () => {
  const bytes = Buffer.from('text');
  expect(await stub('isBuffer', 'cpu-bound', { file, captures: () => ({ bytes }) })()).toBe('text');
  const buffer = new ArrayBuffer(64);
  const moved = stub('give', 'cpu-bound', { file, captures: () => ({ buffer }) }).options({ transfer: [buffer] });
  expect((await moved()).environment.buffer.byteLength).toBe(64);
  expect(buffer.byteLength).toBe(0);
  const list = [1];
  expect(await stub('same', 'cpu-bound', { file, captures: () => ({ list }) })(list)).toBe(true);
});

test('the environment of a queued call is what it was at the call', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  const list = [1];
  const account = new Account();
  const queued = stub('give', 'cpu-bound', { file, captures: () => ({ list }) })('x');
  const method = where.call(account);
  list.push(2);
  account.parts.push(2);
  account.owner = 'Eve';
  open(gate);
  expect(await queued).toMatchObject({ environment: { list: [1] }, args: ['x'] });
  expect(await method).toEqual(['Ada', [1], true, expect.any(Number)]);
  await Promise.all(blockers);
});

test('the environment of a call that awaits an argument is what it was at the call', async () => {
  const list = [1];
  const bytes = Buffer.from('b');
  // A variable may be called `then`: the environment is no promise for that.
  const waiting = stub('give', 'cpu-bound', { file, captures: () => ({ list, bytes, then: 5 }) })(
    Promise.resolve('x'),
    list,
  );
  list.push(2);
  const { environment, args } = await waiting;
  expect(environment).toMatchObject({ list: [1], then: 5 });
  expect(Buffer.isBuffer(environment.bytes)).toBe(true);
  expect(args).toEqual(['x', [1]]);
});

test("a captured value that can't cross is named, with its path; arguments keep their numbers", async () => {
  const give = (captures: () => Record<string, unknown>) => stub('give', 'cpu-bound', { file, captures });
  const cases: [Promise<unknown>, string][] = [
    [give(() => ({ size: 1, f: () => 1 }))(), "give: captured variable 'f': a function can't cross"],
    [give(() => ({ deep: { list: [Symbol('s')] } }))(), "give: captured variable 'deep', at list.0: a symbol"],
    [give(() => ({ account: new Account() }))(), "give: captured variable 'account': an object of class Account"],
    [give(() => ({ then: () => 1 }))(1), "give: captured variable 'then': a function"],
    [give(() => ({ late: Promise.resolve() }))(), "give: captured variable 'late': a promise"],
    [give(() => ({ size: 1 }))(1, { f() {} }), "give: argument 2, at f: a function can't cross"],
    [give(() => ({ f: () => 1 }))(Promise.resolve(1)), "give: captured variable 'f': a function can't cross"],
    [give(() => ({}))(Promise.resolve(1), () => 1), "give: argument 2: a function can't cross"],
  ];
  for (const [promise, message] of cases) {
    const error = await failure(promise);
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error.message).toContain(message);
  }
});

test('an argument beside a promise that can not cross is named, too', async () => {
  const error = await failure(stub('identity')(Promise.resolve(1), { f() {} }));
  expect(error).toBeInstanceOf(UncloneableError);
  expect(error.message).toContain('identity: argument 2, at f: a function');
});

test('an instance method gets the fields of a direct instance', async () => {
  const account = Object.assign(new Account(), { owner: 'Grace', parts: [{ deep: 1 }] });
  const [owner, parts, isAccount, thread] = (await where.call(account)) as unknown[];
  expect([owner, parts, isAccount]).toEqual(['Grace', [{ deep: 1 }], true]);
  expect(thread).not.toBe(threadId);
});

test("on any other receiver it runs on the caller's thread", async () => {
  class Special extends Account {}
  for (const receiver of [new Special(), { owner: 'Ada' }, Object.create(new Account())]) {
    expect(await where.call(receiver)).toEqual(['inline', 'Ada', threadId]);
  }
  for (const receiver of [undefined, null]) expect(await failure(where.call(receiver))).toBeInstanceOf(TypeError);
});

test("fields that can't cross are refused by name", async () => {
  const of = (change: (account: Account) => void) => {
    const account = new Account();
    change(account);
    return failure(where.call(account));
  };
  const cases: [(account: any) => void, string][] = [
    [(each) => (each.callback = () => 1), "this.callback: a function can't cross"],
    [(each) => (each.parts = [{ on() {} }]), 'this.parts, at 0.on: a function'],
    [(each) => (each.self = each), 'this.self: an object of class Account'],
    [(each) => (each[Symbol('tag')] = 1), 'this.Symbol(tag): a property whose key is a symbol'],
    [(each) => Object.defineProperty(each, 'size', { get: () => 1, enumerable: true }), 'this.size: an accessor'],
    [(each) => Object.defineProperty(each, 'hidden', { value: 1 }), 'this.hidden: a property that is not enumerable'],
  ];
  for (const [change, message] of cases) {
    const error = await of(change);
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error).toMatchObject({ task: 'Account.where', at: 'src/test.ts:1:1' });
    expect(error.message).toContain(`Account.where: ${message}`);
  }
});

test('an instance that holds more than properties is refused', async () => {
  class Cache extends Map {}
  const method = stub('Account.where', 'cpu-bound', { file, instanceOf: Cache });
  expect((await failure(method.call(new Cache([[1, 2]])))).message).toContain('this: an object of class Cache');
});

test('a stub on a prototype passes its receiver', async () => {
  const define = (): TaskDefinition => ({
    name: 'Account.where',
    at: 'a.ts:1:1',
    kind: 'cpu-bound',
    worker: new URL(file, workers),
    instanceOf: Marked,
    inline: () => 'inline',
  });
  class Marked {
    owner = 'Lin';
    parts = [];
    where(...args: unknown[]) {
      return call(define, this, args);
    }
  }
  attach(Marked.prototype.where, define);
  expect((await new Marked().where())[0]).toBe('Lin');
});

test('result() of a queued call with an environment waits for a thread instead of running here', async () => {
  const gate = cells();
  const blockers = Array.from({ length: 40 }, () => stub('wait')(gate));
  let size = 2;
  const queued = stub('scale', 'cpu-bound', { file, captures: () => ({ size }) })(10);
  const account = new Account();
  const method = where.call(account);
  size = 100;
  account.owner = 'Eve';
  open(gate);
  expect(queued.result()).toBe(20);
  expect((method.result() as unknown[])[0]).toBe('Ada');
  await Promise.all(blockers);
});

test('a closure that is made anew for each call stays one task', async () => {
  const { stdout, stderr } = await run(
    `
    const make = (size, key) => create(() => ({
      name: key, at: 'a.ts:1:1', kind: 'background', key, worker: workers + 'environment.mjs',
      captures: () => ({ size }), inline() {},
    }));
    let sum = 0;
    for (let i = 0; i < 200; i++) sum += await make(i, 'scale')(1);
    console.log(sum, registered, (await make(1, 'give')()).environment.size, registered);`,
    { NODE_OPTIONS: `--require=${JSON.stringify(fileURLToPath(new URL('registrations.cjs', workers)))}` },
  );
  expect(stdout, stderr).toBe('19900 1 1 2\n');
});

test('UNSYNC_INLINE refuses alike, then runs the closure here', async () => {
  const { stdout, code } = await run(
    `
    let size = 2;
    const make = (captures, inline) => create(() => ({
      name: 'f', at: '', kind: 'cpu-bound', key: 'f', worker: workers + 'environment.mjs', captures, inline,
    }));
    console.log(make(() => ({ size }), (n, m) => n * size + m)(10, 1).result());
    const show = async (promise) => console.log((await promise.catch(error => error)).message);
    await show(make(() => ({ size: () => 1 }), () => 1)());
    await show(make(() => ({ size }), () => 1)(() => 1));
    await show(make(() => { throw new Error('too early'); }, () => 1)());
    class Account { #secret = 5; owner = 'Ada'; where() { return [this.owner, this.#secret]; } }
    const where = create(() => ({
      name: 'where', at: '', kind: 'cpu-bound', key: 'f', worker: workers + 'environment.mjs',
      instanceOf: Account, inline: Account.prototype.where,
    }));
    console.log(where.call(new Account()).result().join());
    await show(where.call(Object.assign(new Account(), { f() {} })));`,
    { UNSYNC_INLINE: '1' },
  );
  expect(stdout).toBe(
    [
      '21',
      "f: captured variable 'size': a function can't cross to another thread",
      "f: argument 1: a function can't cross to another thread",
      'too early',
      'Ada,5',
      "where: this.f: a function can't cross to another thread",
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('nested in a worker, and of kind async, the closure itself runs', async () => {
  let asked = 0;
  const captures = () => {
    asked++;
    return { f: () => 1 };
  };
  expect(await stub('give', 'async', { file, captures, inline: async (n: number) => n })(5)).toBe(5);
  const local = create(() => ({ name: 'f', at: '', kind: 'cpu-bound', captures, inline: (n: number) => n }));
  expect(await local(6)).toBe(6);
  expect(asked).toBe(0);
  expect(await stub('nestedClosure')(7)).toEqual([7, 'captured', expect.any(Number)]);
});

test('cancelled before it has begun, the captured variables are not read', async () => {
  let asked = 0;
  const captures = () => ({ asked: ++asked });
  const aborted = stub('give', 'cpu-bound', { file, captures }).options({ signal: AbortSignal.abort('no') })();
  expect(await failure(aborted)).toBe('no');
  expect(asked).toBe(0);
});
