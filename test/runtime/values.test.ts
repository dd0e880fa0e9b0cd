import { AsyncLocalStorage } from 'node:async_hooks';
import { createSecretKey, generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { BlockList, SocketAddress } from 'node:net';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { MessageChannel } from 'node:worker_threads';
import { type Kind, UncloneableError } from 'unsync';
import { describe, expect, test } from 'vitest';
import { cells, failure, open, run, stub, until } from './stubs.js';
// @ts-expect-error a worker module is no TypeScript
import { Point, Segment } from './workers/values.mjs';

const classes = () => ({ Point, Segment });
const value = (key: string, extra: object = {}, kind: Kind = 'cpu-bound') =>
  stub(key, kind, { file: 'values.mjs', ...extra });

describe('instances of classes that both sides have', () => {
  test('arrive and come back as instances, nested and in every container', async () => {
    const p = new Point(3, 4);
    expect(await value('lengths', { classes })([p])).toEqual([5]);
    expect(await value('lengths', { classes })(new Set([p, new Point(0, 1)]))).toEqual([5, 1]);
    expect(await value('total', { classes })(new Segment(p, new Point(6, 8)))).toBe(15);
    const made = await value('make', { classes })();
    expect(made).toBeInstanceOf(Segment);
    expect(made.ends[1]).toBeInstanceOf(Point);
    expect(made.total()).toBe(15);
    const all = { map: new Map([[p, new Map([['a', [p]]])]]), set: new Set([p]), list: [{ p }] };
    const back = await value('identity', { classes })(all);
    const [[key, inner]] = back.map;
    expect(key).toBeInstanceOf(Point);
    for (const same of [inner.get('a')[0], [...back.set][0], back.list[0].p]) expect(same).toBe(key);
    expect(back).toEqual(all);
  });

  test('cycles and shared references are kept', async () => {
    const s = new Segment(new Point(1, 0), new Point(0, 1));
    s.owner = { segments: new Map([[s, s]]) };
    const back = await value('identity', { classes })(s);
    expect(back).toBeInstanceOf(Segment);
    expect([...back.owner.segments]).toEqual([[back, back]]);
    expect([...back.owner.segments.keys()][0]).toBe(back);
  });

  test('the caller keeps what it has passed, as it was', async () => {
    const p = Object.freeze(new Point(1, 2));
    const list = Object.freeze([p, Buffer.from('abc').subarray(1), new URL('http://a/b')]);
    const back = await value('identity', { classes })(list);
    expect(list[0]).toBe(p);
    expect(back[0]).toBeInstanceOf(Point);
    expect(back[1].toString()).toBe('bc');
    expect(back[2].href).toBe('http://a/b');
  });

  test('what is more than its fields is refused', async () => {
    const odd = (change: (p: any) => void) => {
      const p = new Point(1, 2);
      change(p);
      return failure(value('identity', { classes })({ at: [p] }));
    };
    expect((await odd((p) => Object.defineProperty(p, 'z', { get: () => 1 }))).message).toContain(
      "identity: argument 1, at at.0.z: an accessor can't cross",
    );
    expect((await odd((p) => (p[Symbol('s')] = 1))).message).toContain('a property whose key is a symbol');
    expect((await odd((p) => (p.f = () => 1))).message).toContain("at at.0.f: a function can't cross");
    class Sub extends Point {}
    expect(await failure(value('identity', { classes })(new Sub(1, 2)))).toBeInstanceOf(UncloneableError);
    class Table extends Map {}
    class List extends Array {}
    class Bytes extends Uint8Array {}
    class Tagged {
      get [Symbol.toStringTag]() {
        return 'Tagged';
      }
      read() {}
    }
    for (const each of [new Table(), new List(), new Bytes(2), new Tagged(), new WeakMap(), new Intl.NumberFormat()])
      expect((await failure(value('identity')({ each }))).message).toMatch(
        new RegExp(`argument 1, at each: an object of class (Intl\\.)?${each.constructor.name} can't cross`),
      );
  });
});

describe('values of the platform', () => {
  test.each([
    ['URL', () => new URL('http://a/?b=1')],
    ['URLSearchParams', () => new URLSearchParams({ a: '1' })],
    ['Headers', () => new Headers({ a: '1', b: '2' })],
    ['Buffer', () => Buffer.from('héllo')],
    ['RegExp', () => Object.assign(/a/gy, { lastIndex: 3 })],
    ['Date', () => new Date(1)],
    ['Map', () => new Map<unknown, unknown>([[{}, [new Date(2)]]])],
    ['BigInt64Array', () => new BigInt64Array([1n, -2n])],
    ['Float64Array', () => new Float64Array([-0, Number.NaN, 1])],
    ['DataView', () => new DataView(new ArrayBuffer(8), 2, 3)],
    ['Boolean', () => new Boolean(false)],
    ['TypeError', () => new TypeError('x', { cause: new AggregateError([new RangeError('y')]) })],
    ['DOMException', () => new DOMException('m', 'DataError')],
  ])('%s', async (name, make) => {
    const original = make();
    const [what, back] = await value('look')({ nested: original }).then(([, v]: any[]) => [v.nested, v.nested]);
    expect(what.constructor.name).toBe(name);
    expect(back).toEqual(original);
    const [there] = await value('look')(original);
    expect(there).toContain(name);
    const map = await value('identity')(new Map([[original, new Set([original])]]));
    const [[key, set]] = map;
    expect(key).toEqual(original);
    expect([...set][0]).toBe(key);
  });

  test('primitives, holes and odd ones', async () => {
    const odd = [undefined, null, -0, Number.NaN, 10n, '\ud800', 0, 1];
    delete odd[6];
    const back = await value('identity')(odd);
    expect(back).toEqual(odd);
    expect(6 in back).toBe(false);
    expect(Object.is(back[2], -0)).toBe(true);
  });

  test('getters become values, frozen things become free', async () => {
    const back = await value('identity')(
      Object.freeze({
        get a() {
          return 1;
        },
      }),
    );
    expect(Object.getOwnPropertyDescriptor(back, 'a')).toEqual({
      value: 1,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });

  test('keys that would reach a prototype are only keys', async () => {
    const hostile = JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 2 } } }');
    const back = await value('identity')({ hostile, at: new URL('http://a/') });
    expect(Object.keys(back.hostile)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(back.hostile.polluted).toBeUndefined();
  });

  test('views send only what they see, and stay views of one buffer', async () => {
    const big = new Uint8Array(1000);
    const sizes = await value('sizes')(big.subarray(10, 20), new Uint16Array(new ArrayBuffer(64), 6, 2));
    expect(sizes).toEqual([
      ['Uint8Array', 10, 10],
      ['Uint16Array', 4, 4],
    ]);
    const all = big.subarray(100, 104);
    expect(await value('overlap')({ all, part: big.subarray(101, 103) })).toEqual([99, true]);
    expect(big[101]).toBe(0);
  });

  test('shared memory is shared, ports and streams move', async () => {
    const cell = cells();
    await value('spin')(AbortSignal.abort(), cell);
    expect(cell[0]).toBe(1);
    const { port1, port2 } = new MessageChannel();
    const back = await value('identity').options({ transfer: [port1] })(port1);
    const heard = new Promise((resolve) => port2.once('message', resolve));
    back.postMessage('hello');
    expect(await heard).toBe('hello');
    back.close();
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue('chunk');
        controller.close();
      },
    });
    expect(await (await value('identity')(stream)).getReader().read()).toEqual({ done: false, value: 'chunk' });
  });

  test('very deep data arrives or is a RangeError, and the pool lives', async () => {
    let deep: object = {};
    for (let i = 0; i < 100_000; i++) deep = { deep };
    const error = await value('slowly')(0, deep).then(
      () => undefined,
      (e: unknown) => e,
    );
    if (error) expect(String(error)).toMatch(/RangeError|call stack|could not be cloned/i);
    expect(await value('identity')('alive')).toBe('alive');
    const wide = Array.from({ length: 300_000 }, (_, i) => ({ i }));
    expect(await value('identity')(wide)).toHaveLength(300_000);
  });
});

describe('callbacks', () => {
  const callbacks = { 1: 'call' };

  test('run here, in order, before the call settles', async () => {
    const seen: unknown[] = [];
    const done = value('count', { callbacks })(1000, (n: number) => seen.push(n)).then((v: unknown) => seen.push(v));
    await done;
    expect(seen).toEqual([...Array.from({ length: 1000 }, (_, i) => i + 1), 'done']);
  });

  test('only where the compiler says so', async () => {
    expect((await failure(value('count')(1, () => {}))).message).toBe(
      "count: argument 2: a function can't cross to another thread",
    );
    const named = value('count', { callbacks: {}, parameters: ['n', 'onProgress'] });
    expect((await failure(named(1, () => {}))).message).toContain("count: parameter 'onProgress': a function");
    expect(
      (
        await failure(
          value('count', { callbacks })(
            () => 1,
            () => {},
          ),
        )
      ).message,
    ).toContain('argument 1');
  });

  test('what one throws ends the call with that', async () => {
    const error = new RangeError('enough');
    const calls = value('count', { callbacks })(1e9, (n: number) => {
      if (n === 3) throw error;
    });
    expect(await failure(calls)).toBe(error);
    expect(await value('identity')(1)).toBe(1);
  });

  test('a loop that calls faster than they run does not fill the memory', async () => {
    let seen = 0;
    const before = process.memoryUsage().rss;
    let most = 0;
    await value('count', { callbacks })(200_000, () => {
      if (++seen % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss);
    });
    expect(seen).toBe(200_000);
    expect(most - before).toBeLessThan(200e6);
  });

  test('a call that prints for ever can be cancelled', async () => {
    const { stdout, code } = await run(
      `const printing = stub('printForEver')();
       await new Promise((resolve) => { process.stdout.write = () => (resolve(), true); });
       printing.cancel(new Error('enough'));
       const reason = await printing.catch((e) => e.message);
       delete process.stdout.write;
       console.log(reason);`,
    );
    expect(stdout).toMatch(/^x*enough\n/);
    expect(code).toBe(0);
  });

  test('one that gives a promise is awaited; what it rejects with arrives', async () => {
    const ask = value('ask', { callbacks: { '1.ask': 'await' } }, 'background');
    expect(await ask(3, { ask: async (n: number) => new Map([[n, n * 2]]) })).toEqual(
      [0, 1, 2].map((n) => new Map([[n, n * 2]])),
    );
    const error = await failure(ask(3, { ask: () => Promise.reject(new TypeError('no')) }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe('no');
    expect((await failure(ask(1, { ask: async () => () => 1 }))).message).toContain('the result of a callback');
    const bad = value('askBadly', { callbacks: { '0.ask': 'await' } });
    expect((await failure(bad({ ask: async () => 1 }))).message).toContain('the argument of a callback');
  });

  test('a call after the end is an error in the worker, and said', async () => {
    const { stderr, stdout } = await run(`
      const late = create(() => ({ name: 'later', at: 'a.ts:1:1', kind: 'cpu-bound', key: 'later',
        worker: workers + 'values.mjs', callbacks: { 0: 'call' }, inline() {} }));
      process.on('warning', (w) => { console.log(w.code, w.message); unsync.shutdown(); });
      console.log(await late(() => console.log('called')));
      const alive = setInterval(() => {}, 1000);
      await new Promise((resolve) => process.once('warning', resolve));
      clearInterval(alive);`);
    expect(stdout).toContain('done\nUNSYNC_LATE_ERROR');
    expect(stdout).toContain('a callback was called after the call had ended');
    expect(stdout).not.toContain('called\n');
    expect(stderr).toContain('UNSYNC_LATE_ERROR');
  });

  test('in the context of the call', async () => {
    const storage = new AsyncLocalStorage();
    const seen: unknown[] = [];
    await storage.run('mine', () => value('count', { callbacks })(2, () => seen.push(storage.getStore())));
    expect(seen).toEqual(['mine', 'mine']);
  });

  test('while result() blocks, and of a call that waited for its thread', async () => {
    const seen: number[] = [];
    expect(value('count', { callbacks })(3, (n: number) => void seen.push(n)).result()).toBe('done');
    const gate = cells();
    const blockers = Array.from({ length: 20 }, () => stub('wait')(gate));
    const queued = value('count', { callbacks })(2, (n: number) => void seen.push(n));
    open(gate);
    await Promise.all([...blockers, queued]);
    const stolen = Array.from({ length: 20 }, () =>
      value('count', { callbacks, inline: (_: number, f: (n: number) => void) => f(1) })(
        1,
        (n: number) => void seen.push(n),
      ),
    );
    for (const each of stolen.toReversed()) each.result();
    expect(seen).toEqual([1, 2, 3, 1, 2, ...Array(20).fill(1)]);
  });

  test('result() of a call that waits for a promise of this thread says so', async () => {
    const ask = value('ask', { callbacks: { '1.ask': 'await' } });
    const future = ask.options({ timeout: 60_000 })(1, { ask: async () => 5 });
    expect(() => future.result()).toThrow(/a callback of it/);
    expect(await future).toEqual([5]);
  });

  test('of a stream', async () => {
    const steps: number[] = [];
    const stream = value('steps', { callbacks, stream: true })(3, (n: number) => void steps.push(n));
    const values = [];
    for await (const each of stream as unknown as AsyncIterable<number>) values.push(each);
    expect([steps, values]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('under UNSYNC_INLINE, as from another thread', async () => {
    const { stdout } = await run(
      `const count = create(() => ({ name: 'count', at: 'a.ts:1:1', kind: 'cpu-bound', key: 'count',
         worker: workers + 'values.mjs', callbacks: { 1: 'call' }, inline: (n, f) => [f({ n }), 'done'] }));
       const given = [];
       console.log(await count(1, (v) => { given.push(v); return 7; }), given);
       console.log(await count(1, () => { throw new Error('mine'); }).catch((e) => e.message));
       console.log(await count(() => 1, () => 1).catch((e) => e.message));`,
      { UNSYNC_INLINE: '1' },
    );
    expect(stdout).toBe(
      "[ undefined, 'done' ] [ { n: 1 } ]\nmine\ncount: argument 1: a function can't cross to another thread\n",
    );
  });
});

describe('signals among the arguments', () => {
  test('an abort is seen by a loop that never lets go, and the worker lives', async () => {
    const started = cells();
    const controller = new AbortController();
    const spinning = value('spin')(controller.signal, started);
    await until(() => Atomics.load(started, 0) === 1);
    controller.abort(new Error('stop it'));
    expect(await spinning).toEqual([true, 'stop it', true]);
    const throwing = value('spinAndThrow')(AbortSignal.timeout(30));
    expect((await failure(throwing)).name).toBe('TimeoutError');
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test.each(['cpu-bound', 'blocking', 'background'] as const)(
    '%s: the event arrives, with the reason',
    async (kind) => {
      const controller = new AbortController();
      const hearing = value('hear', {}, kind)(controller.signal);
      await value('slowly', {}, 'background')(5);
      controller.abort({ why: 'enough' });
      expect(await hearing).toEqual({ why: 'enough' });
    },
  );

  test('aborted before the call, and while it waits for a thread', async () => {
    expect(await value('hear')(AbortSignal.abort('early'))).toBe('early');
    const gate = cells();
    const blockers = Array.from({ length: 20 }, () => stub('wait')(gate));
    const controller = new AbortController();
    const waiting = value('hear')(controller.signal);
    controller.abort('meanwhile');
    open(gate);
    expect(await waiting).toBe('meanwhile');
    await Promise.all(blockers);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test('no listener is left when the call ends first', async () => {
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 50 }, () => value('slowly')(0, { signal })).map((p) => p.catch(() => {})));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('what the running Node can clone', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const wasm = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const histogram = createHistogram();
  histogram.record(5);
  const blocked = new BlockList();
  blocked.addAddress('1.2.3.4');
  const certificate = new X509Certificate(readFileSync(new URL('certificate.pem', import.meta.url)));

  test.each<[string, () => unknown, (back: any) => unknown, unknown]>([
    ['a secret key', () => createSecretKey(Buffer.from('abc')), (key) => key.export().toString(), 'abc'],
    ['a public key', () => publicKey, (key) => publicKey.equals(key), true],
    ['a private key', () => privateKey, (key) => privateKey.equals(key), true],
    [
      'a CryptoKey',
      () => webcrypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['encrypt']),
      async (key) => (await webcrypto.subtle.exportKey('raw', key)).byteLength,
      16,
    ],
    ['a certificate', () => certificate, (back) => back instanceof X509Certificate && back.subject, 'CN=a'],
    ['a module of WebAssembly', () => wasm, (back) => back instanceof WebAssembly.Module, true],
    [
      'a Blob',
      () => new Blob(['abc'], { type: 'text/plain' }),
      async (back) => [await back.text(), back.type],
      ['abc', 'text/plain'],
    ],
    [
      'a File',
      () => new File(['abc'], 'name.txt', { type: 'text/plain', lastModified: 5 }),
      async (back) => [back instanceof File, await back.text(), back.name, back.type, back.lastModified],
      [true, 'abc', 'name.txt', 'text/plain', 5],
    ],
    ['a BlockList', () => blocked, (back) => back.check('1.2.3.4'), true],
    ['a SocketAddress', () => new SocketAddress({ port: 5 }), (back) => back.port, 5],
    ['a histogram', () => histogram, (back) => back.max, 5],
    [
      'a histogram of the delay of an event loop',
      () => monitorEventLoopDelay(),
      (back) => typeof back.percentile(50),
      'number',
    ],
    ['memory that may grow', () => new SharedArrayBuffer(4, { maxByteLength: 8 }), (back) => back.maxByteLength, 8],
  ])('%s arrives as what it is, and comes back', async (_, make, look, expected) => {
    const back = await value('identity')({ nested: [await make()] });
    expect(await look(back.nested[0])).toEqual(expected);
  });

  test('memory of WebAssembly is shared, where it is', async () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const back = await value('fill')(memory);
    expect(back).toBeInstanceOf(WebAssembly.Memory);
    expect(new Uint8Array(memory.buffer)[0]).toBe(7);
    expect((await failure(value('identity')({ memory: new WebAssembly.Memory({ initial: 1 }) }))).message).toBe(
      "identity: argument 1, at memory: an object of class WebAssembly.Memory can't cross to another thread",
    );
  });

  test('an open file moves, there and back', async () => {
    const file = await openFile(import.meta.filename);
    const back = await value('readSome').options({ transfer: [file] })(file);
    expect(back.text).toBe('import');
    await back.file.close();
    const kept = await openFile(import.meta.filename);
    expect((await failure(value('identity')({ kept }))).message).toBe(
      "identity: argument 1, at kept: an object of class FileHandle that is not transferred can't cross to another thread",
    );
    await kept.close();
    const { port1 } = new MessageChannel();
    expect((await failure(value('identity')(port1))).message).toContain('an object of class MessagePort that is not');
    port1.close();
  });

  test('a class that extends one of these is refused', async () => {
    class Deny extends BlockList {}
    class Named extends Blob {}
    class Kept extends File {}
    for (const each of [new Deny(), new Named([]), new Kept([], 'a')])
      expect((await failure(value('identity')(each))).message).toContain(`an object of class ${each.constructor.name}`);
  });
});

describe('values that are not what they seem', () => {
  const detached = () => {
    const bytes = new Uint8Array(4);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  };

  test('are called what they are', async () => {
    const circle: { self?: unknown; deep?: unknown } = {};
    circle.self = circle;
    circle.deep = { global: circle, no: Symbol('no') };
    for (const [each, what] of [
      [
        new (class {
          method() {}
        })(),
        ': an object of an anonymous class',
      ],
      [new Proxy({ a: 1 }, {}), ': a Proxy'],
      [{ list: new Proxy([1], {}) }, ', at list: a Proxy'],
      [new Proxy(() => {}, {}), ': a Proxy'],
      [detached(), ': a view on a buffer that was transferred away'],
      [{ buffer: detached().buffer }, ', at buffer: a buffer that was transferred away'],
      [Object.assign(detached(), {}), ': a view on a buffer that was transferred away'],
      [globalThis, ': globalThis'],
      [{ scope: { globalThis } }, ', at scope.globalThis: globalThis'],
      [circle, ', at deep.no: a symbol'],
      [Object(Symbol('boxed')), ': a symbol'],
      [
        (function () {
          return arguments;
        })(),
        ': an arguments object',
      ],
    ] as const) {
      expect((await failure(value('identity')(each))).message).toBe(
        `identity: argument 1${what} can't cross to another thread`,
      );
    }
  });

  test('in the option transfer, on every Node', async () => {
    const buffer = new ArrayBuffer(8);
    for (const [transfer, why] of [
      [
        [new ArrayBuffer(1), detached().buffer],
        "at 1: a buffer that was transferred away before can't be transferred again",
      ],
      [[new Uint8Array(4)], "at 0: a view can't be transferred, its buffer can"],
      [[new SharedArrayBuffer(4)], "at 0: shared memory can't be transferred: it is shared anyway"],
      [[buffer, buffer], 'at 1: it stands there twice'],
      [[() => 1], "at 0: a function can't be transferred"],
    ] as const) {
      for (const call of [value('identity'), value('steps', { stream: true })]) {
        const made: any = call.options({ transfer: transfer as never })(1);
        const error = await failure(made.next ? made.next() : made);
        expect(error).toBeInstanceOf(UncloneableError);
        expect(error.message).toMatch(/^(identity|steps): the option transfer, /);
        expect(error.message).toContain(why);
      }
    }
    expect(buffer.byteLength).toBe(8);
    expect(() => value('identity').options({ transfer: buffer as never })).toThrow(
      'the option transfer is an object: it must be an array',
    );
    const stream = new ReadableStream();
    stream.getReader();
    expect((await failure(value('identity')({ stream }))).message).toContain('that is locked');
  });
});
