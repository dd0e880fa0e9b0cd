// Errors arrive as they were thrown: their own properties, circles and all, and what could not cross is said.
import assert from 'node:assert';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UncloneableError } from 'unsync';
import { describe, expect, test } from 'vitest';
import { failure, run, stub } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { Wrapped } from './workers/errors.mjs';

const leftOut = Symbol.for('unsync.leftOut');
const task = (key: string, extra: object = {}) => stub(key, 'cpu-bound', { file: 'errors.mjs', ...extra });
const raise = (which: string, extra: object = {}) => failure(task('raise', extra)(which));
const own = (error: object) => Object.getOwnPropertyNames(error).sort();

describe('what is thrown and is no error', () => {
  test.each([
    ['unreadable', 'a function'],
    ['proxy', 'a Proxy'],
    ['revoked', 'a Proxy'],
    ['trap', 'a Proxy'],
    ['badClass', 'an object of an anonymous class'],
  ])('%s: rejects, and runs none of its code', async (which, what) => {
    const error = await raise(which);
    expect(error).toBeInstanceOf(UncloneableError);
    expect(error.message).toBe(`a value was thrown that can't cross to another thread: ${what}`);
    expect(await task('raiseGiven')('next').catch((thrown: unknown) => thrown)).toBe('next');
  });

  test('what of it can cross is the cause', async () => {
    const error = await raise('partly');
    expect(error.message).toContain('an object, at nested.retry: a function');
    expect(error.cause).toEqual({ status: 5, nested: { list: [1] } });
    expect(error[leftOut]).toEqual(['cause.nested.retry: a function']);
    const { message, cause } = await raise('stream');
    expect(message).toContain("can't cross");
    expect(cause).toEqual({});
  });
});

describe('an error keeps its shape', () => {
  test('a table without a prototype, an empty one, too', async () => {
    const given = Object.assign(new Error('x'), {
      full: Object.assign(Object.create(null), { y: 2 }),
      empty: Object.create(null),
    });
    const error = await stub('identity')(given);
    for (const table of [error.full, error.empty]) expect(Object.getPrototypeOf(table)).toBe(null);
    expect([{ ...error.full }, { ...error.empty }, error[leftOut]]).toEqual([{ y: 2 }, {}, undefined]);
  });

  test('its name, where it is its own', async () => {
    const error = await raise('ownName');
    expect(Object.getOwnPropertyDescriptor(error, 'name')).toEqual({
      value: 'Own',
      enumerable: true,
      configurable: true,
      writable: true,
    });
    expect(own(await raise('noMessage'))).toEqual(['stack']);
    expect(Object.entries(await raise('ownCause'))).toEqual([
      ['cause', 'shown'],
      ['errors', undefined],
    ]);
  });

  test('what a class gives by methods and getters stays with the class', async () => {
    const error = await raise('wrapped', { classes: () => ({ Wrapped }) });
    expect(error).toBeInstanceOf(Wrapped);
    expect(own(error)).toEqual(['code', 'stack']);
    expect([error.name, error.message, error.errors]).toEqual([
      'WrappedE_WRAPPED',
      'wraps E_WRAPPED',
      ['from a getter'],
    ]);
    expect(typeof error.cause).toBe('function');
    // and where the caller does not have that, what it gave is kept
    const unknown = await raise('unknown');
    expect([unknown.cause, unknown.message, 'errors' in unknown]).toEqual(['its cause', 'm', false]);
    expect(Object.keys(unknown)).toEqual([]);
  });

  test('circles and what is shared, thrown, returned and passed', async () => {
    for (const each of [await raise('self'), (await task('give')('self'))[0]]) {
      expect(each.cause).toBe(each);
      expect(each.list[0].error).toBe(each);
    }
    const ring = await raise('ring');
    expect(ring.cause.cause).toBe(ring);
    const { errors } = await raise('shared');
    expect(errors[0].cause).toBe(errors[2]);
    expect(errors[1].cause).toBe(errors[2]);
    expect(errors[0].settings).toBe(errors[1].settings);
    const self: Error & { cause?: unknown } = new Error('self');
    self.cause = self;
    expect((await task('look')(self))[0]).toBe(true);
    const inner = new Error('inner');
    const pair = [new Error('a', { cause: inner }), new Error('b', { cause: inner })];
    const [first, second] = (await failure(task('raiseGiven')({ pair }))).pair;
    expect(first.cause).toBe(second.cause);
  });

  test('a thousand errors, five hundred causes', async () => {
    const many = await raise('many');
    expect(many).toBeInstanceOf(AggregateError);
    expect(many.errors.map((each: Error) => each.message)).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
    expect(many.errors.every((each: Error) => each instanceof RangeError)).toBe(true);
    let length = 0;
    for (let at = await raise('long'); at; at = at.cause) length++;
    expect(length).toBe(500);
  });

  test('where there is an end, it is said', async () => {
    let last = await raise('endless');
    while (last.cause) last = last.cause;
    expect(last[leftOut]).toEqual(['cause: more than 10000 errors']);
    const deep = await raise('deep');
    expect(deep.beside).toBe(1);
    expect(deep[leftOut]).toHaveLength(1);
    expect(deep[leftOut][0]).toMatch(/^top(\.next)+: deeper than 500 levels$/);
    const wide = await raise('wide');
    expect(wide.beside).toBe(1);
    expect(wide.list[50_000]).toEqual([50_000]);
    expect(wide[leftOut].at(0)).toMatch(/^list\.\d+: more than 100000 values$/);
    expect(wide[leftOut].at(-1)).toMatch(/^and \d+ more$/);
    expect((await raise('numbered'))[leftOut]).toHaveLength(101);
  });
});

describe('what can cross does', () => {
  test('of an HTTP client: settings and answer, without what does something', async () => {
    const error = await raise('http');
    expect(error).toMatchObject({
      name: 'AxiosError',
      message: 'Request failed with status code 500',
      code: 'ERR_BAD_RESPONSE',
      status: 500,
      config: { url: 'http://a/', timeout: 5, headers: { accept: 'json' } },
      response: { status: 500, data: { reason: 'full', at: new Date(0) } },
    });
    expect(error.response.config).toBe(error.config);
    expect(error[leftOut]).toEqual([
      'config.transformRequest.0: a function',
      'config.headers: the class of an object of class Headers',
      'request: an object of class EventEmitter',
      'response.request: an object of class EventEmitter',
      'response.parse: a function',
      'toJSON: a function',
    ]);
    // the mark goes on to where the error does
    expect((await failure(task('raiseGiven')(error)))[leftOut]).toEqual(error[leftOut]);
  });

  test('of a validator: what is not enumerable', async () => {
    const error = await raise('validation');
    expect(error.issues).toEqual([{ code: 'invalid_type', path: ['a', 0] }]);
    expect(error.message).toBe('two issues');
    expect(Object.keys(error)).toEqual(['name']);
    expect(leftOut in error).toBe(false);
  });

  test('leaf by leaf', async () => {
    expect((await raise('causeInPart')).cause).toEqual({ status: 5, again: [undefined, Symbol.for('yes')] });
    const error = await raise('leaves');
    expect(error.map).toEqual(new Map([['kept', { when: new Date(0) }]]));
    expect(error.set).toEqual(new Set([1]));
    expect([...error.view]).toEqual([2]);
    expect(error.buffer.toString()).toBe('abc');
    expect(await error.blob.text()).toBe('abc');
    expect(error.url.href).toBe('http://a/');
    expect(error.inner).toBeInstanceOf(TypeError);
    expect(error.inner.kept).toBe(1);
    expect(error.inner[leftOut]).toEqual(['f: a function']);
    expect(error.nested).toEqual({ kept: 1 });
    expect(error[leftOut].sort()).toEqual([
      'bad: a getter that throws',
      'class: a function',
      'gone: a view on a buffer that was transferred away',
      'map.f: a function',
      'nested.bad: a getter that throws',
      'set.0: a symbol',
      'signal: an object of class AbortSignal',
      'stream: an object of class ReadableStream',
      'weak: an object of class WeakMap',
    ]);
  });

  test('getters that throw, frozen errors, stacks that are none', async () => {
    const traps = await raise('traps');
    expect(traps.code).toBe('KEPT');
    expect(traps[leftOut].sort()).toEqual(
      ['cause', 'message', 'name', 'stack'].map((key) => `${key}: a getter that throws`),
    );
    expect((await raise('frozen')).a).toEqual({ b: 1 });
    expect((await raise('noStack')).stack).toBe(undefined);
    expect(Object.entries(await raise('numberStack'))).toEqual([['stack', 5]]);
    expect((await failure(task('prepared')())).stack).toMatch(/^Error: prepared\n {4}at .*errors\.mjs:/);
    expect((await failure(task('prepareThrows')())).message).toBe('kept');
  });
});

describe('classes of the platform', () => {
  test('of other realms, of Node, of the web', async () => {
    const realm = await raise('realm');
    expect(realm).toBeInstanceOf(ReferenceError);
    expect(realm.own).toEqual([1]);
    expect(await raise('realmClass')).toBeInstanceOf(SyntaxError);
    expect(await raise('noError')).toBeInstanceOf(RangeError);
    expect((await raise('throughProxy')).message).toBe('behind a proxy');
    const assertion = await raise('assertion');
    expect(assertion).toBeInstanceOf(assert.AssertionError);
    expect(assertion).toMatchObject({
      code: 'ERR_ASSERTION',
      actual: { a: 1 },
      expected: { a: 2 },
      name: 'AssertionError',
    });
    expect(await raise('system')).toMatchObject({ code: 'ENOENT', syscall: 'open', errno: expect.any(Number) });
    expect(await raise('node')).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
    const { info, code } = await raise('internal');
    expect([code, info.syscall]).toEqual(['ERR_SYSTEM_ERROR', 'uv_os_setpriority']);
    const dom = await raise('dom');
    expect(dom).toBeInstanceOf(DOMException);
    expect([dom.name, dom.code, dom.cause.message, dom.extra]).toEqual(['AbortError', 20, 'why', 1]);
  });

  test.skipIf(!('SuppressedError' in globalThis))('SuppressedError', async () => {
    const error = await raise('suppressed');
    expect(error).toBeInstanceOf((globalThis as unknown as { SuppressedError: Function }).SuppressedError);
    expect([error.error.message, error.suppressed.message]).toEqual(['second', 'first']);
  });

  test.skipIf(!('QuotaExceededError' in globalThis))('QuotaExceededError', async () => {
    const error = await raise('quota');
    expect(error).toBeInstanceOf((globalThis as unknown as { QuotaExceededError: Function }).QuotaExceededError);
    expect(error).toMatchObject({ name: 'QuotaExceededError', quota: 1, requested: 2 });
  });
});

test('a caller whose `Error.prepareStackTrace` throws has the error', async () => {
  const { stdout } = await run(`
    const raise = create(() => ({ name: 'raise', at: 'a.ts:1:1', kind: 'cpu-bound', key: 'raise', worker: workers + 'errors.mjs', inline() {} }));
    const before = raise('shared');
    Error.prepareStackTrace = () => { throw new TypeError('no stacks here'); };
    const error = await before.catch((error) => error);
    Error.prepareStackTrace = undefined;
    console.log(error.message, error.errors.length);`);
  expect(stdout).toBe('many 3\n');
});

test('to another machine: what can not leave the process is left out', () => {
  const load = createRequire(import.meta.url);
  const dist = path.resolve(import.meta.dirname, '../../dist/runtime');
  const { encode, decode } = load(
    path.join(dist, 'shared/failure.js'),
  ) as typeof import('../../runtime/shared/failure.js');
  const { fromBytes, toBytes } = load(
    path.join(dist, 'shared/wire.js'),
  ) as typeof import('../../runtime/shared/wire.js');
  const { portable } = load(
    path.join(dist, 'outside/remote/portable.js'),
  ) as typeof import('../../runtime/outside/remote/portable.js');
  const context = { classes: () => ({}) };
  const error = Object.assign(
    new Error('m', { cause: Object.assign(new TypeError('t'), { file: new File([], 'f') }) }),
    {
      kept: [Buffer.from('abc'), new URL('http://a/')],
      list: [1, new Blob([]), { memory: new SharedArrayBuffer(4), url: new URL('http://b/') }],
      map: new Map<string, unknown>([
        ['gone', new Blob([])],
        ['url', new URL('http://c/')],
      ]),
      set: new Set([new Blob([]), new URL('http://d/')]),
      inner: new Set([new RangeError('in a set that stays')]),
    },
  );
  expect(() => toBytes(encode(error, context))).toThrow();
  const back: any = decode(fromBytes(toBytes(portable(encode(error, context)))) as never, context);
  expect(back.kept).toEqual([Buffer.from('abc'), new URL('http://a/')]);
  expect(back.list).toEqual([1, undefined, { url: new URL('http://b/') }]);
  expect(back.map).toEqual(
    new Map([
      ['gone', undefined],
      ['url', new URL('http://c/')],
    ]),
  );
  expect('set' in back).toBe(false);
  expect([...back.inner][0]).toBeInstanceOf(RangeError);
  expect(back.cause).toBeInstanceOf(TypeError);
  expect(back.cause[leftOut]).toEqual([
    expect.stringMatching(/^file: an object of class (File|Blob), which can't leave its process$/),
  ]);
  expect(back[leftOut]).toHaveLength(4);
  // an error whose only place is gone
  const lost = new Error('m', { cause: new Set([new Blob([]), new Error('inner', { cause: new Error('last') })]) });
  const left: any = decode(fromBytes(toBytes(portable(encode(lost, context)))) as never, context);
  expect([left.message, 'cause' in left]).toEqual(['m', false]);
  // what was thrown and is no error
  const blob: any = decode(fromBytes(toBytes(portable(encode(new Blob([]), context)))) as never, context);
  expect(blob).toBeInstanceOf(UncloneableError);
});
