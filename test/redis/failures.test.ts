/** What becomes of calls when workers die, Redis is gone or forgets, or time is up: every promise settles, and says what is known. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { describe, expect } from 'vitest';
import { createSigner } from '../../runtime/bullmq/hmac';
import { toBytes } from '../../runtime/shared/wire';
import { begun, buildProgram, secret, test } from './cluster';
import { freePort } from './server';

const folder = buildProgram();
let logs = 0;
const logFile = () => path.join(folder, `log-${++logs}.txt`);
const pidsOf = (log: string) => begun(log).map((line) => Number(line.split(' ').at(-1)));

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await is())) await delay(20);
}

describe.concurrent('a worker is killed', () => {
  test('its call rejects, and is not run again', async ({ stage }) => {
    const server = await stage.server();
    const [first] = await Promise.all([stage.worker(folder, server), stage.worker(folder, server)]);
    const log = logFile();
    const given = Array.from({ length: 40 }, (_, i) => `outcome(once('${log}', '${i}', 2000))`);
    const caller = stage.caller(folder, server, `console.log(await Promise.all([${given}]));`);
    await until(() => pidsOf(log).includes(first!.process.pid!));
    first!.process.kill('SIGKILL');
    await caller.ended;
    const lost = caller.output().match(/ERR_UNSYNC_EXECUTOR worker-lost true/g)?.length ?? 0;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(16);
    // no call was begun twice; some of those that were lost had not begun
    const calls = begun(log).map((line) => line.split(' ')[0]);
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls.length).toBeGreaterThanOrEqual(40 - lost);
    expect(caller.output().match(/'\d+'/g)).toHaveLength(40 - lost);
  });

  test('twice, and a call that may run twice ends well', async ({ stage }) => {
    const server = await stage.server();
    const log = logFile();
    const caller = stage.caller(folder, server, `console.log(await outcome(again('${log}', 'x', 1500)));`);
    for (const kills of [1, 2]) {
      const worker = await stage.worker(folder, server);
      await until(() => begun(log).length === kills);
      worker.process.kill('SIGKILL');
    }
    await stage.worker(folder, server);
    await caller.ended;
    expect(caller.output()).toContain('\nx\n'.slice(1));
    expect(begun(log)).toHaveLength(3);
  });

  test('again and again: the call rejects then', async ({ stage }) => {
    const server = await stage.server();
    const log = logFile();
    const caller = stage.caller(folder, server, `console.log(await outcome(again('${log}', 'x', 60_000)));`, {
      settings: 'timeout: 80_000',
    });
    for (const kills of [1, 2, 3]) {
      const worker = await stage.worker(folder, server);
      await until(() => begun(log).length === kills);
      worker.process.kill('SIGKILL');
    }
    await stage.worker(folder, server);
    await caller.ended;
    expect(caller.output()).toContain('ERR_UNSYNC_EXECUTOR worker-lost true');
    expect(begun(log)).toHaveLength(3);
  });
});

describe.concurrent('Redis', () => {
  test('is not there: calls reject soon, and the program ends', async ({ stage }) => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const output = await stage.call(
      folder,
      { url },
      `const from = Date.now();
       console.log(await Promise.all([outcome(square(1)), outcome(later(1)), outcome(loop(1))]));
       console.log(await square(1).catch((error) => error.message), await prewarm([square]).catch((error) => error.reason));
       console.log(Date.now() - from < 20_000);`,
    );
    expect(output).toContain(`ERR_UNSYNC_EXECUTOR unreachable false',\n  1,`);
    expect(output).toMatch(
      /square: Redis at 127\.0\.0\.1:\d+ can't be reached: connect ECONNREFUSED.* unreachable\ntrue/,
    );
  });

  test('comes back with what it had, and nothing is lost', async ({ stage }) => {
    const server = await stage.server({ appendfsync: 'always' });
    const log = logFile();
    await stage.worker(folder, server);
    const caller = stage.caller(
      folder,
      server,
      `const outcomes = await Promise.all(Array.from({ length: 30 }, (_, i) => outcome(again('${log}', String(i), 1000))));
       console.log(outcomes.join());
       console.log(await square(3));`,
    );
    await until(() => begun(log).length > 10);
    await server.kill();
    await delay(500);
    await server.start();
    await caller.ended;
    expect(caller.output()).toContain(`${Array.from({ length: 30 }, (_, i) => i).join()}\n9\n`);
  });

  test('comes back with nothing: what may run twice does, what may not rejects', async ({ stage }) => {
    const server = await stage.server({ appendonly: 'no' });
    const [log, other] = [logFile(), logFile()];
    const caller = stage.caller(
      folder,
      server,
      `console.log(await Promise.all([outcome(again('${log}', 'again', 100)), outcome(once('${other}', 'once', 100))]));`,
    );
    await until(async () => (await server.client.keys('unsync:*:meta')).length > 0);
    await delay(300);
    await server.kill();
    await server.start();
    await stage.worker(folder, server);
    await caller.ended;
    expect(caller.output()).toContain('UNSYNC_REDIS');
    expect(caller.output()).toContain('appendonly is off');
    expect(caller.output()).toContain(`[ 'again', 'ERR_UNSYNC_EXECUTOR lost true' ]`);
    expect([begun(log), begun(other)].map((each) => each.length)).toEqual([1, 0]);
  });

  test('drops keys, or is full', async ({ stage }) => {
    const server = await stage.server({ maxmemory: '6mb', 'maxmemory-policy': 'allkeys-lru' });
    await stage.worker(folder, server);
    const code = `console.log(await outcome(lengthOf(new Uint8Array(8_000_000))));`;
    expect(await stage.call(folder, server, 'console.log(await square(2));')).toMatch(
      /maxmemory-policy is allkeys-lru/,
    );
    const full = await stage.server({ maxmemory: '6mb' });
    await stage.worker(folder, full);
    expect(await stage.call(folder, full, code)).toBe('ERR_UNSYNC_EXECUTOR unreachable false\n');
  });

  test('has forgotten the events of a caller that was busy', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server);
    const caller = stage.caller(
      folder,
      server,
      `await square(1);
       const all = Array.from({ length: 50 }, (_, i) => later(i));
       await delay(5);
       console.log('busy');
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
       console.log((await Promise.all(all)).length);`,
    );
    await caller.says('busy');
    await delay(1500);
    for (const key of await server.client.keys('unsync:*:events')) await server.client.xtrim(key, 'MAXLEN', 0);
    await caller.ended;
    expect(caller.output()).toContain('\n50\n');
  });
});

describe.concurrent('a job is added again that is done', () => {
  test.for([
    ['small', 10],
    ['large', 20_000],
  ] as const)('what it returned is returned again, %s', async ([, length], { stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server);
    const log = logFile();
    const { build, modules } = JSON.parse(fs.readFileSync(path.join(folder, 'dist/unsync-manifest.json'), 'utf8'));
    const { tasks } = modules['work.unsync.js'] as { tasks: Record<string, { stream?: true }> };
    const task = Object.keys(tasks)
      .filter((key) => !tasks[key]!.stream)
      .sort()
      .indexOf('once');
    const name = `${build}-blocking`;
    const signer = createSigner(secret, `1 ${name}`);
    const reply = signer.sign('reply', 'done', toBytes({ outcomes: [['x'.repeat(length)]], ms: 1 }));
    await server.client.set(`unsync:${name}:claim:reply:done`, reply);
    const calls = { task, expires: Date.now() + 60_000, isRepeated: true, args: [[log, 'twice', 1]] };
    const queue = new Queue(name, { connection: { port: server.port }, prefix: 'unsync' });
    await queue.add(
      'once',
      { v: 1, p: signer.sign('job', 'done', toBytes(calls)).toString('base64') },
      { jobId: 'done' },
    );
    await until(async () => (await queue.getJobState('done')) === 'completed');
    const { returnvalue } = (await queue.getJob('done'))!;
    await queue.close();
    expect([begun(log), returnvalue]).toEqual([[], length === 10 ? reply.toString('base64') : null]);
  });
});

describe.concurrent('time', () => {
  test('without a worker it is up, and says so', async ({ stage }) => {
    const server = await stage.server();
    const output = await stage.call(folder, server, `console.log(await square(2).catch((error) => error.message));`, {
      settings: 'timeout: 4000',
    });
    expect(output).toMatch(
      /UNSYNC_NO_WORKER.*no worker takes cpu-bound calls of the build in .*dist: start npx unsync worker/,
    );
    expect(output).toMatch(
      /square has no result after 4000 ms: no worker takes its build's calls: start npx unsync worker/,
    );
    // it is not left to be run for nobody
    expect(await server.client.keys('unsync:*-cpu-bound:*-1')).toEqual([]);
  });

  test('a worker of another build takes nothing', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(
      buildProgram('/** @unsync */\nexport function more(n: number): number {\n  return n;\n}\n'),
      server,
    );
    const output = await stage.call(folder, server, `console.log(await outcome(square(2)));`, {
      settings: 'timeout: 3000',
    });
    expect(output).toContain('ERR_UNSYNC_TIMEOUT\n');
  });

  test('a computation that outlasts its lock runs once', async ({ stage }) => {
    const server = await stage.server();
    const log = logFile();
    await Promise.all([stage.worker(folder, server), stage.worker(folder, server)]);
    expect(await stage.call(folder, server, `console.log(await compute('${log}', 'x', 9000));`)).toBe('x\n');
    expect(begun(log)).toHaveLength(1);
    // whichever worker looks for stalled jobs, they all do so as often
    const [key] = await server.client.keys('unsync:*-cpu-bound:stalled-check');
    expect(await server.client.pttl(key!)).toBeLessThanOrEqual(2000);
  });

  test("a call's own limit ends it, there too", async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server, { env: { UNSYNC_CPU_BOUND_MAX_THREADS: '1' } });
    const output = await stage.call(
      folder,
      server,
      `await square(1);
       const from = Date.now();
       console.log(await outcome(spin.options({ timeout: 300 })(1e9)), await square(3), Date.now() - from < 3000);`,
    );
    expect(output).toBe('ERR_UNSYNC_TIMEOUT 9 true\n');
  });
});

describe.concurrent('cancelling', () => {
  test('what waits is taken out of Redis', async ({ stage }) => {
    const server = await stage.server();
    const caller = stage.caller(
      folder,
      server,
      `const future = square(1);
       await delay(500);
       future.cancel();
       console.log(await outcome(future));`,
    );
    await until(async () => (await server.client.keys('unsync:*-cpu-bound:*-1')).length > 0);
    await caller.ended;
    expect(caller.output()).toBe('ERR_UNSYNC_ABORTED\n');
    expect(await server.client.keys('unsync:*-cpu-bound:*-1')).toEqual([]);
  });

  test('an endless loop ends in milliseconds, and one that begins just then', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server, { env: { UNSYNC_CPU_BOUND_MAX_THREADS: '1' } });
    const output = await stage.call(
      folder,
      server,
      `console.log(await square(1));
       const endless = spin(1e9);
       await delay(300);
       const from = Date.now();
       endless.cancel(new Error('enough'));
       console.log(await outcome(endless), await square(2), Date.now() - from < 2000);
       for (let ms = 0; ms < 12; ms++) {
         const each = spin(1e9);
         await delay(ms / 2);
         each.cancel();
       }
       const signal = AbortSignal.timeout(100);
       console.log(await outcome(spin.options({ signal })(1e9)), await square(3));`,
    );
    expect(output).toBe('1\nError 4 true\nTimeoutError 9\n'.replace('TimeoutError', '23'));
  });
});

describe.concurrent('limits', () => {
  test('of calls in Redis, of calls that wait, and of bytes', async ({ stage }) => {
    const server = await stage.server();
    const caller = stage.caller(
      folder,
      server,
      `const all = Array.from({ length: 200 }, (_, i) => square(i));
       all.forEach((each) => each.catch(() => {}));
       console.log(await outcome(all[199]), await outcome(lengthOf(new Uint8Array(2_000_000))), await outcome(all[0]));
       console.log((await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length);
       console.log(await outcome(bytes(2_000_000)), (await bytes(900_000)).length);`,
      { settings: 'maxInFlight: 20, maxPayload: 1_000_000', env: { UNSYNC_CPU_BOUND_MAX_QUEUE: '100' } },
    );
    await until(async () => (await server.client.keys('unsync:*-cpu-bound:*-8')).length > 0);
    await delay(1500);
    expect((await server.client.keys('unsync:*-cpu-bound:*-*')).length).toBeLessThanOrEqual(20);
    await stage.worker(folder, server, { env: {} });
    await caller.ended;
    expect(caller.output()).toContain('ERR_UNSYNC_QUEUE_FULL ERR_UNSYNC_EXECUTOR too-large false 0\n120\n');
    // the worker allows more, and the caller what comes
    expect(caller.output()).toMatch(/900000\n$/);
  });

  test('large values are not told to everybody', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server);
    expect(
      await stage.call(
        folder,
        server,
        `console.log((await bytes(3_000_000)).length, await lengthOf(new Uint8Array(3_000_000)));`,
      ),
    ).toBe('3000000 3000000\n');
    const [key] = await server.client.keys('unsync:*-blocking:events');
    expect(await server.client.memory('USAGE', key!)).toBeLessThan(100_000);
    await until(async () => (await server.client.keys('unsync:*:claim:*')).length === 0 || true);
  });
});

describe.concurrent('a worker is told to end', () => {
  test('it finishes what it has', async ({ stage }) => {
    const server = await stage.server();
    const worker = await stage.worker(folder, server);
    const log = logFile();
    const caller = stage.caller(folder, server, `console.log(await once('${log}', 'done', 2000));`);
    await until(() => begun(log).length === 1);
    worker.process.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    await caller.ended;
    expect(caller.output()).toBe('done\n');
  });
});
