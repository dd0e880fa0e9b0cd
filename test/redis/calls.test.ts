/** What a program sees whose calls run on another machine: the same as on threads of its own. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { project } from '../hosts/project';
import { buildProgram, test } from './cluster';
import { nodeOf } from './nodes';
import { freePort } from './server';

const folder = buildProgram();
// Before the tests have begun: to install them may take a minute, and holds up whatever runs beside.
const [oldest, newest] = [nodeOf('20'), nodeOf('26')];

const everything = `
import { inspect } from 'node:util';
const show = (value) => console.log(inspect(value, { depth: 9, showHidden: false }));
const shared = new Uint8Array(16).fill(3);
const circle = { name: 'circle' };
circle.self = circle;
const bare = Object.assign(Object.create(null), { a: 1 });
const regexp = /a/g;
regexp.lastIndex = 2;
const values = [undefined, null, -0, NaN, 1n << 70n, 'text', true, [1, , 3], new Map([[{ k: 1 }, new Set([1, 'a'])]]), new Date(0),
  Buffer.from('buffer'), new Float64Array([1.5, NaN]), new BigInt64Array([-1n]), new DataView(new ArrayBuffer(3)), new ArrayBuffer(2),
  { a: shared, b: shared.subarray(4, 8) }, circle, bare, regexp, new URL('http://a.b/c?d'), new Headers({ x: 'y' }), 
  new Error('outer', { cause: new TypeError('inner') }), new work.Refused('r', [1n]), new AggregateError([new Error('a')], 'all'), Object(7)];
for (const value of values) show(await echo(value));
const { a, b } = await echo({ a: shared, b: shared.subarray(4, 8) });
console.log(a.buffer === b.buffer, a.buffer.byteLength, (await echo(shared.subarray(1, 3))).buffer.byteLength);
const same = await echo({ x: circle, y: circle });
console.log(same.x === same.y, same.x.self === same.x);
try { await fail('why'); } catch (error) { console.log(error instanceof work.Refused, error.message, /work\\.unsync\\.js.*\\n[^]*caller-\\d+/.test(error.stack)); show(error.details.get('why').cause.message); }
for (const wrong of [() => 1, Symbol('s'), new WeakMap()]) await echo(wrong).catch((error) => console.log(error.code, error.message));
await leave(3).catch((error) => console.log(error.code, error.exitCode, error.message));
show(await new work.Money(2, 'CHF').times(3));
show(await double(new work.Money(2, 'EUR')));
console.log(await work.adder(5)(1), await later(1), typeof (await loop(1)));
const steps = [];
await counting(3, (n) => steps.push(n));
for await (const n of upTo(3)) steps.push(n);
console.log(steps);
const moved = new Uint8Array(4);
console.log((await lengthOf.options({ transfer: [moved.buffer] })(moved)), moved.length);
console.log(await square.map([1, 2, 3]), square(9).result());
const changed = { n: 1 };
const before = echo(changed);
changed.n = 2;
console.log(await before);
`;

describe.concurrent('calls', () => {
  test('values, errors, environments, streams and callbacks are what they are on threads', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server);
    const [there, here] = await Promise.all([
      stage.call(folder, server, everything),
      stage.call(folder, server, everything, { env: { LOCAL: '1' } }),
    ]);
    const warning = /^\(node:\d+\) \[UNSYNC_STAYS_HERE\] Warning: counting \(src\/work\.ts:\d+:\d+\) .*\n\(Use.*\n/m;
    expect(there).toMatch(warning);
    expect(there.replace(warning, '').replace(/caller-\d+/g, 'caller')).toBe(here.replace(/caller-\d+/g, 'caller'));
    expect(here).toContain('ERR_UNSYNC_WORKER_EXIT 3');
  });

  test('they run in the worker, those that have to stay do not', async ({ stage }) => {
    const server = await stage.server();
    const worker = await stage.worker(folder, server);
    const output = await stage.call(
      folder,
      server,
      `const [pid, thread] = await where();
       console.log(pid === ${worker.process.pid}, thread > 0, (await loop(1)) === pid, (await counting(1, () => {})) === process.pid);`,
    );
    expect(output).toContain('true true true true');
  });

  test('many at once, of which nothing is lost or mixed up, from two callers', async ({ stage }) => {
    const server = await stage.server();
    await Promise.all([stage.worker(folder, server), stage.worker(folder, server)]);
    const code = `const all = await Promise.all(Array.from({ length: 10000 }, (_, i) => square(i)));
      console.log(all.every((n, i) => n === i * i));
      const { functions, running, queued } = stats();
      console.log(running, queued);`;
    const outputs = await Promise.all([stage.call(folder, server, code), stage.call(folder, server, code)]);
    expect(outputs).toEqual(['true\n0 0\n', 'true\n0 0\n']);
    // many calls in a job, and finished jobs are taken away
    const keys = await server.client.keys('unsync:*-cpu-bound:*-*');
    expect(keys.length).toBeLessThan(100);
  });

  test('callers and workers on other Nodes', async ({ stage }) => {
    const server = await stage.server();
    const here = stage.call(folder, server, everything, { env: { LOCAL: '1' } });
    const said = (output: string) => output.replace(/^\(node:.*\n\(Use.*\n/gm, '').replace(/caller-\d+/g, 'caller');
    for (const [caller, worker] of [
      [oldest, newest],
      [newest, oldest],
    ]) {
      const taker = await stage.worker(folder, server, { execPath: worker! });
      const there = await stage.call(folder, server, everything, { execPath: caller! });
      expect(words(said(there))).toBe(words(said(await here)));
      taker.process.kill('SIGTERM');
      await taker.ended;
    }
  });

  test('result(), prewarm(), limit and priority', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server, { env: { UNSYNC_CPU_BOUND_MAX_THREADS: '1' } });
    const output = await stage.call(
      folder,
      server,
      `await prewarm([square]);
       console.log(square(4).result());
       const sent = spin(300);
       await delay(50);
       try { sent.result(); } catch (error) { console.log(error.code, error.message); }
       const one = spin.options({ limit: 1 });
       const from = Date.now();
       await Promise.all([one(150), one(150), one(150)]);
       console.log(Date.now() - from >= 450);
       const order = [];
       const first = spin(400);
       await delay(100);
       await Promise.all([
         square(1).then(() => order.push('usual')),
         square.options({ priority: -1 })(2).then(() => order.push('last')),
         square.options({ priority: 5 })(3).then(() => order.push('first')),
         first,
       ]);
       console.log(order.join());
       await shutdown();`,
    );
    expect(output).toBe(
      '16\nERR_UNSYNC_RESULT result() of spin would wait for ever: BullMQ answers it by way of this thread, whose event loop result() blocks; await it instead\ntrue\nfirst,usual,last\n',
    );
  });

  test('options, packages and manifests that are not there', async ({ stage }) => {
    const server = await stage.server();
    fs.writeFileSync(
      path.join(folder, 'without.cjs'),
      `const { Module } = require('node:module');
       const resolve = Module._resolveFilename;
       Module._resolveFilename = function (name, ...rest) {
         if (name === 'bullmq') throw Object.assign(new Error('none'), { code: 'MODULE_NOT_FOUND' });
         return resolve.call(this, name, ...rest);
       };`,
    );
    const without = stage.caller(folder, server, '', { env: { NODE_OPTIONS: `--require ${folder}/without.cjs` } });
    expect(await without.ended).toBe(1);
    expect(without.output()).toContain('unsync/bullmq needs the package bullmq: npm install bullmq@6 ioredis@6');
    for (const [settings, said] of [
      ['timout: 1', 'unknown option timout; there are connection, secret, prefix, maxPayload, timeout, maxInFlight'],
      ['timeout: -1', 'the option timeout is -1: it must be a positive number'],
      ["connection: 'localhost'", "must be a URL such as 'redis://127.0.0.1:6379'"],
      ["secret: 'short'", 'must have at least 32 characters'],
    ] as const) {
      const wrong = stage.caller(folder, server, '', { settings });
      expect([await wrong.ended, wrong.output()]).toEqual([1, expect.stringContaining(said)]);
    }
    await expect(stage.worker(folder, server, { args: ['--manifest', 'src'] })).rejects.toThrow(
      'src/unsync-manifest.json does not exist: build the project again with unsync build, or tspc',
    );
    const copy = project(
      { 'work.unsync.js': fs.readFileSync(path.join(folder, 'dist/work.unsync.js'), 'utf8') },
      'module',
    );
    fs.cpSync(path.join(folder, 'dist/work.js'), path.join(copy, 'dist/work.js'));
    expect(await stage.call(copy, server, 'console.log(await square(1).catch((error) => error.message));')).toMatch(
      /^there is no unsync-manifest\.json in .*dist, nor above it: calls for other machines need a build on disk/,
    );
    const changed = path.join(copy, 'unsync-manifest.json');
    const manifest = fs.readFileSync(path.join(folder, 'dist/unsync-manifest.json'), 'utf8');
    fs.writeFileSync(changed, manifest.replace('"blocking"', '"cpu-bound"'));
    await expect(stage.worker(copy, server, { args: ['--manifest', '.'] })).rejects.toThrow('was changed');
  });

  test('what a worker says of itself', async ({ stage }) => {
    const server = await stage.server();
    const port = await freePort();
    const worker = await stage.worker(folder, server, { args: ['--health', String(port)] });
    await stage.call(
      folder,
      server,
      `await square(2); await outcome(fail('x')); const f = spin(1e9); await delay(100); f.cancel();`,
    );
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, text: await response.text() };
    };
    while (!(await get('/metrics')).text.includes('cancelled"} 1')) await delay(20);
    const { status, text } = await get('/health');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      state: 'running',
      jobs: 0,
      refused: 0,
      functions: [
        { name: 'square', at: 'src/work.ts:5:17', done: 1, failed: 0, cancelled: 0 },
        { name: 'fail', done: 0, failed: 1 },
        { name: 'spin', done: 0, cancelled: 1 },
      ],
    });
    const metrics = (await get('/metrics')).text;
    for (const line of [
      'unsync_worker_up 1',
      'unsync_calls_total{function="square",at="src/work.ts:5:17",outcome="done"} 1',
    ])
      expect(metrics).toContain(`${line}\n`);
    expect((await get('/')).status).toBe(404);
    worker.process.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(worker.output()).toContain('takes no more calls');
  });
});

/** Without what each Node prints in its own way: its frames, and members of views. */
const words = (output: string): string =>
  output
    .replace(/^ +at .*\n?/gm, '')
    .replace(/\[(\w+)\]:/g, '$1:')
    .replace(/\s+/g, ' ');
