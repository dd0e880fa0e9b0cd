// Data and names made to be taken for something else: markers, tasks, classes, prototypes, code.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UncloneableError } from 'unsync';
import { afterEach, describe, expect, test } from 'vitest';
import { drain, failure, run, stub } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { __unsyncClasses, Failure, Mark, Point } from './workers/security.mjs';

const classes = () => __unsyncClasses as Record<string, Function>;
const task = (key: string, extra: object = {}) => stub(key, 'cpu-bound', { file: 'security.mjs', classes, ...extra });

const prototypes = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, Error.prototype];
const before = prototypes.map(Reflect.ownKeys);
afterEach(async () => {
  expect(prototypes.map(Reflect.ownKeys)).toEqual(before);
  expect(await task('polluted')()).toEqual([undefined, undefined, undefined, 0]);
});

/** Own keys by names that every object has. */
const hostile = () =>
  JSON.parse(
    '{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 2 } }, "toString": 3, "then": 4 }',
  ) as Record<string, unknown>;

/** With something beside it for which all of it is taken apart and rebuilt. */
const taken = (value: unknown) => ({ value, url: new URL('http://a/'), point: new Point(1) });

describe('a task is what the compiler has emitted', () => {
  const forged = [
    'toString',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'inherited',
    'missing',
    '',
    '../basic',
    'default',
  ];

  test.each(forged)('%j is none', async (key) => {
    for (const file of ['security.mjs', 'common.cjs']) {
      const error = await failure(task(key, { file })(1));
      expect(error).toMatchObject({ code: 'ERR_UNSYNC_LOAD', task: key, at: 'src/test.ts:1:1' });
      expect(error.message).toContain('has no task');
    }
  });

  test('a name is only shown: neither it nor the place is read', async () => {
    const name = '__proto__</script>"\'\\\n\u2028$(exit)';
    expect(await task('identity', { name, at: name })(1)).toBe(1);
    const error = await failure(task('nowhere', { name, at: name })(1));
    expect(error).toMatchObject({ code: 'ERR_UNSYNC_LOAD', task: name, at: name });
  });
});

describe('data stays data', () => {
  const ways: [string, (value: unknown) => Promise<unknown>][] = [
    ['as an argument', async (value) => task('identity')(value)],
    ['beside what is rebuilt', async (value) => (await task('identity')(taken(value))).value],
    ['in an array', async (value) => (await task('identity')([[taken(value)]]))[0][0].value],
    [
      'as a key and a value of a map',
      async (value) => [...(await task('identity')(new Map([[value, taken(value)]])))][0][1].value,
    ],
    ['in a set', async (value) => [...(await task('identity')(new Set([taken(value)])))][0].value],
    ['in an instance', async (value) => (await task('identity')(new Mark(value))).n],
    ['as what is thrown', (value) => failure(task('raise')(value))],
    ['in an error', async (value) => (await failure(task('raise')(Object.assign(new Failure('x'), { value })))).value],
    ['as a cause', async (value) => (await failure(task('raise')(new Failure('x', { cause: value })))).cause],
    ['captured', async (value) => (await task('give', { captures: () => taken(value) })()).value],
    ['captured by such names', async (value) => task('give', { captures: () => value })()],
    [
      'yielded',
      async (value) =>
        (await drain(task('each', { stream: true })([taken(value)]) as never)).values.map((v: any) => v.value)[0],
    ],
    [
      'given to a callback',
      async (value) => {
        let given: any;
        await task('callBack', { callbacks: { 1: 'call' } })(taken(value), (back: unknown) => void (given = back));
        return given.value;
      },
    ],
  ];

  test.each(ways)('keys that would reach a prototype, %s', async (_, pass) => {
    const back = (await pass(hostile())) as Record<string, unknown>;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.entries(back)).toEqual(Object.entries(hostile()));
    expect(back['polluted']).toBeUndefined();
  });

  test.each(ways)('what looks like a message or a marker of ours, %s', async (_, pass) => {
    const markers = {
      values: [1],
      patches: [
        [[['0']], 'url', 'http://b/'],
        [[['__proto__', 'polluted']], 'instance', 'Point'],
      ],
      transfer: [],
      type: 'error',
      known: 'Failure',
      registered: true,
      packed: { values: [2] },
      message: 'm',
      stack: '',
      fields: [],
      handle: 0,
      e: { type: 'callback', call: 1, handle: 0 },
    };
    expect(await pass(markers)).toEqual(markers);
  });
});

describe('instances', () => {
  test('fields by names of the class itself are fields', async () => {
    const point = new Point(1);
    for (const key of ['__proto__', 'constructor', 'toString'])
      Object.defineProperty(point, key, {
        value: { polluted: key },
        enumerable: true,
        configurable: true,
        writable: true,
      });
    const back = await task('identity')({ point, url: new URL('http://a/') });
    expect(Object.getPrototypeOf(back.point)).toBe(Point.prototype);
    expect(Object.entries(back.point)).toEqual(Object.entries(point));
    expect(back.point.polluted).toBeUndefined();
  });

  test('`this` is of its class, whatever its fields are called', async () => {
    // @ts-expect-error a worker module is no TypeScript
    const { Account } = await import('./workers/environment.mjs');
    const account = new Account();
    Object.defineProperty(account, '__proto__', { value: { where: 'nowhere' }, enumerable: true });
    const where = stub('Account.where', 'cpu-bound', { file: 'environment.mjs', instanceOf: Account });
    expect((await where.call(account)).slice(0, 3)).toEqual(['Ada', [1], true]);
  });

  test('a class that is called __proto__', async () => {
    const Proto = Object.getOwnPropertyDescriptor(__unsyncClasses, '__proto__')!.value as new () => { q: number };
    const back = await task('identity')(new Proto());
    expect(back).toBeInstanceOf(Proto);
    expect(back.q).toBe(2);
    // and where it is not known, nothing else is found by that name
    expect(await failure(task('identity', { classes: () => ({ Point }) })(new Proto()))).toBeInstanceOf(
      UncloneableError,
    );
  });

  test('what only says it is one is none', async () => {
    const fakes = [
      { constructor: Mark, n: 1 },
      { constructor: { name: 'Mark' }, n: 1 },
    ];
    expect(await failure(task('isMark')(fakes[0]))).toBeInstanceOf(UncloneableError);
    expect(await task('isMark')(fakes[1])).toBe(false);
    expect(await task('isMark')(new Mark(1))).toBe(true);
  });

  test('of a class that extends a known one they are refused, with or without methods', async () => {
    class Special extends Mark {}
    class More extends Special {}
    for (const Class of [Special, More]) {
      const error = await failure(task('isMark')({ list: [new Class(1)] }));
      expect(error).toBeInstanceOf(UncloneableError);
      expect(error.message).toContain(`an object of class ${Class.name} can't cross`);
    }
  });

  test('where the types promise numbers, an array of another class is refused still', async () => {
    class List extends Array<number> {
      override toString() {
        return 'mine';
      }
    }
    expect(await task('text', { plain: true })([1, 2])).toBe('1,2');
    for (const wrong of [List.of(1, 2), new Mark(1), Object.create(null)]) {
      const call = task('text', { plain: true, classes: undefined })(wrong);
      if (wrong instanceof List) expect((await failure(call)).message).toContain('an object of class List');
      else await call.catch(() => {});
    }
    expect(await task('double', { plain: true })(new Point(4))).toBe(8);
  });
});

describe('errors', () => {
  test.each(['__proto__', 'constructor', 'Point', 'toString', 'TypeError'])('a name is no class: %s', async (name) => {
    const back = await failure(task('raise')(Object.assign(new Error('m'), { name })));
    expect(Object.getPrototypeOf(back)).toBe(Error.prototype);
    expect(back.name).toBe(name);
  });

  test('own fields never reach a prototype', async () => {
    const error = new Failure('m');
    for (const key of ['__proto__', 'constructor', 'prototype'])
      Object.defineProperty(error, key, { value: { polluted: 1 }, enumerable: true });
    Object.assign(error, { polluted: 'own' });
    const back = await failure(task('raise')(error));
    expect(Object.getPrototypeOf(back)).toBe(Failure.prototype);
    expect(Object.entries(back)).toEqual([['polluted', 'own']]);
  });
});

describe('what a damaged message could ask for', () => {
  const load = createRequire(import.meta.url);
  const dist = path.resolve(import.meta.dirname, '../../dist/runtime');
  const { decode: decodeError } = load(
    path.join(dist, 'shared/failure.js'),
  ) as typeof import('../../runtime/shared/failure.js');
  const { decode } = load(path.join(dist, 'shared/encode.js')) as typeof import('../../runtime/shared/encode.js');
  const names = ['__proto__', 'constructor', 'toString', 'Point', 'Function', 'process'];

  test.each(names)('an error of the class %s', (known) => {
    for (const registered of [true, false]) {
      const parts = JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": 1, "prototype": 2 }') as object;
      const given = JSON.parse('{ "__proto__": 1, "constructor": 2, "name": "Error" }') as object;
      const shape = { known, registered, dom: false, given, parts, shown: Object.keys(parts), leftOut: [] };
      const encoded = { values: [{}], patches: [[[['0']], 'error', shape]] } as never;
      const error = decodeError(encoded, { classes: () => ({ Failure }) });
      expect(Object.getPrototypeOf(error)).toBe(Error.prototype);
      expect(Object.getOwnPropertyNames(error)).toEqual(['stack']);
    }
  });

  test.each(names)('an instance, a codec or a place called %s', (name) => {
    const context = { classes: () => ({ Mark }) };
    for (const patch of [
      [[['0']], 'instance', name],
      [[['0']], name, {}],
      [[[name, 'polluted']], 'url', 'http://a/'],
      [[['0', name, 'polluted']], 'url', 'http://a/'],
      // in an error that there is not
      [[[0, name]], 'url', 'http://a/'],
    ])
      expect(() => decode([{}], [patch as never], context)).toThrow(TypeError);
    const values = decode([{}], [[[['0', name]], 'url', 'http://a/']], context) as [object];
    expect(Object.getPrototypeOf(values[0])).toBe(Object.prototype);
    expect(Object.keys(values[0])).toEqual([name]);
  });
});

describe('code', () => {
  test('the runtime has no way to make code from text', () => {
    const folder = path.resolve(import.meta.dirname, '../../dist/runtime');
    const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.js'));
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap((file) => {
      const text = fs.readFileSync(path.join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const ways =
        /\beval\b|\bFunction\(|["'](?:node:)?vm["']|\brunIn\w*Context\)?\(.*?\)|\b_compile\b|new \w+\.Script\b/g;
      return [...text.matchAll(ways)].map(([way]) => `${file.replaceAll('\\', '/')}: ${way}`);
    });
    // the one way to the collector, with a text of its own
    expect(found).toEqual(['platform/node/heap.js: "node:vm"', "platform/node/heap.js: runInNewContext)('gc')"]);
  });

  test('a program that forbids it works', async () => {
    const { stdout, stderr, code } = await run(
      `const both = await Promise.all([stub('add')(1, 2), stub('identity')(new URL('http://a/')), generator('count')(2).next()]);
       console.log(both.map(String), await stub('parse')().catch((e) => e.message));`,
      { NODE_OPTIONS: '--disallow-code-generation-from-strings' },
    );
    expect([stdout, stderr, code]).toEqual(["[ '3', 'http://a/', '[object Object]' ] at 3:4\n", '', 0]);
  });
});
