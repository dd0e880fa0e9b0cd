/** What becomes of calls when Redis is full, may not be written to, loads what it has kept, or clocks are set. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { begun, buildProgram, test } from './cluster';
import { freePort, type Server } from './server';

const folder = buildProgram();
let logs = 0;
const logFile = () => path.join(folder, `log-${++logs}.txt`);

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await is())) await delay(20);
}

describe.concurrent('a Redis that takes nothing', () => {
  test('is full: calls are unreachable, and nobody is refused', async ({ stage }) => {
    const server = await stage.server();
    const port = await freePort();
    const worker = await stage.worker(folder, server, { args: ['--health', String(port)] });
    await server.client.config('SET', 'maxmemory', '11mb');
    const output = await stage.call(
      folder,
      server,
      `const say = (error) => error.message + ' ' + error.reason + ' ' + error.mayHaveRun;
       console.log(await bytes(10_000_000).catch(say));
       console.log(await lengthOf(new Uint8Array(10_000_000)).catch(say));`,
    );
    const full = "OOM command not allowed when used memory > 'maxmemory'. unreachable";
    expect(output.replace(/127\.0\.0\.1:\d+/g, 'there')).toBe(
      `bytes: Redis at there did not do what its worker asked: ${full} true\nlengthOf: Redis at there did not take it: ${full} false\n`,
    );
    expect(worker.output()).not.toContain('refused');
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await health.json()).toMatchObject({ refused: 0 });
  });

  test.for([
    ['NOREPLICAS', (server: Server) => server.client.config('SET', 'min-replicas-to-write', '1')],
    ['READONLY', async (server: Server) => server.client.replicaof('127.0.0.1', await freePort())],
  ] as const)(
    '%s: calls that are sent are unreachable, those that were say why nothing came',
    async ([code, harm], { stage }) => {
      const server = await stage.server();
      const worker = await stage.worker(folder, server);
      const caller = stage.caller(
        folder,
        server,
        `const under = spin(1e9).catch((error) => error.code + ' ' + /is in trouble: ${code}/.test(error.message));
       for await (const _ of process.stdin) break;
       console.log(await square(1).catch((error) => error.message + ' ' + error.reason + ' ' + error.mayHaveRun), await under);
       process.exit();`,
        { settings: 'timeout: 20_000', stdin: 'pipe' },
      );
      await until(async () => (await server.client.keys('unsync:*-cpu-bound:*-1:lock')).length > 0);
      await harm(server);
      caller.process.stdin!.write('go\n');
      await caller.ended;
      expect(caller.output()).toMatch(
        new RegExp(`square: Redis at \\S+ did not take it: ${code} [^@]* unreachable false ERR_UNSYNC_TIMEOUT true`),
      );
      // said once a kind, and not for ever
      expect(worker.output().match(new RegExp(`cpu-bound: ${code}`, 'g'))?.length).toBeLessThanOrEqual(2);
    },
  );

  test('for a moment: a replica that becomes the main server', async ({ stage }) => {
    const server = await stage.server();
    await stage.worker(folder, server);
    await server.client.replicaof('127.0.0.1', await freePort());
    const caller = stage.caller(folder, server, `console.log('now'); console.log(await square(5));`);
    await caller.says('now');
    await delay(500);
    await server.client.replicaof('NO', 'ONE');
    await caller.ended;
    expect(caller.output()).toBe('now\n25\n');
  });
});

describe.concurrent('a Redis that loads what it has kept', () => {
  /** A caller that has been connected, and of which a call is under way, while Redis is started anew. */
  async function reload(stage: Parameters<Parameters<typeof test>[2] & object>[0]['stage'], keys: number) {
    const server = await stage.server({ 'key-load-delay': '1000' });
    await stage.worker(folder, server);
    const pipeline = server.client.pipeline();
    for (let i = 0; i < keys; i++) pipeline.set(`other:${i}`, 'x');
    await pipeline.exec();
    const caller = stage.caller(
      folder,
      server,
      `await square(1);
       console.log('there');
       for await (const _ of process.stdin) break;
       const from = Date.now();
       const all = [square(2), square(3)];
       await delay(1);
       console.log(await Promise.all(all.map(outcome)), Date.now() - from);
       process.exit();`,
      { stdin: 'pipe' },
    );
    await caller.says('there');
    await server.kill();
    server.launch();
    caller.process.stdin!.write('go\n');
    await caller.ended;
    return caller.output();
  }

  test('for three seconds: calls wait for it', async ({ stage }) => {
    expect(await reload(stage, 3000)).toContain('[ 4, 9 ]');
  });

  test('for long: calls reject after five', async ({ stage }) => {
    const output = await reload(stage, 30_000);
    expect(output).toMatch(/\[\s+'(ERR_UNSYNC_EXECUTOR unreachable false)',\s+'\1'\s+\]/);
    expect(Number(/\] (\d+)\n$/.exec(output)![1])).toBeLessThan(10_000);
  });
});

describe.concurrent('a clock is set', () => {
  test.for([
    ['back', -120_000],
    ['on', 120_000],
  ] as const)("a caller's or a worker's, %s", async ([, by], { stage }) => {
    const server = await stage.server();
    const set = `const now = Date.now; Date.now = () => now() + ${by};`;
    fs.writeFileSync(path.join(folder, `set${by}.cjs`), `process.on('SIGUSR2', () => { ${set} });`);
    const worker = await stage.worker(folder, server, {
      env: { NODE_OPTIONS: `--require ${path.join(folder, `set${by}.cjs`)}` },
    });
    const caller = stage.caller(
      folder,
      server,
      `console.log(await outcome(square(1)));
       for await (const _ of process.stdin) break;
       console.log(await outcome(square(2)));
       const under = square(3);
       ${set}
       console.log(await outcome(under), await outcome(square(4)));
       process.exit();`,
      { stdin: 'pipe' },
    );
    await caller.says('1\n');
    worker.process.kill('SIGUSR2');
    await delay(100);
    caller.process.stdin!.write('go\n');
    await caller.ended;
    expect(caller.output()).toBe('1\n4\n9 16\n');
  });
});

describe.concurrent('a caller that ends', () => {
  test.for([
    ['is killed', '', 'SIGKILL'],
    ['gets SIGTERM', '', 'SIGTERM'],
    ['exits', 'setTimeout(() => process.exit(), 1000);', undefined],
  ] as const)('%s: what it had not begun is not begun', async ([, code, signal], { stage }) => {
    const server = await stage.server();
    const log = logFile();
    const caller = stage.caller(
      folder,
      server,
      `void once('${log}', 'dead', 1); await delay(300); console.log('sent'); ${code} await delay(60_000);`,
    );
    await caller.says('sent');
    if (signal) caller.process.kill(signal);
    await caller.ended;
    const [key] = await server.client.keys('unsync:caller:*');
    // who exits says so, for others a lease goes by
    if (!signal) expect(key).toBeUndefined();
    else expect(await server.client.pttl(key!)).toBeLessThanOrEqual(10_000);
    await until(async () => (await server.client.exists(key ?? '')) === 0);
    await stage.worker(folder, server);
    expect(await stage.call(folder, server, `console.log(await once('${log}', 'alive', 1));`)).toBe('alive\n');
    expect(begun(log).map((line) => line.split(' ')[0])).toEqual(['alive']);
  });

  test('does not: it was busy for long, and its calls run all the same, once', async ({ stage }) => {
    const server = await stage.server();
    const log = logFile();
    const caller = stage.caller(
      folder,
      server,
      `const all = Array.from({ length: 5 }, (_, i) => outcome(once('${log}', String(i), 1)));
       all.push(outcome(square(5)));
       await delay(1000);
       console.log('busy');
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 16_000);
       console.log((await Promise.all(all)).join());`,
    );
    await caller.says('busy');
    await until(async () => (await server.client.keys('unsync:caller:*')).length === 0);
    const worker = await stage.worker(folder, server);
    await delay(1000);
    expect(begun(log)).toEqual([]);
    await caller.ended;
    expect(caller.output()).toContain('\n0,1,2,3,4,25\n');
    expect(begun(log)).toHaveLength(5);
    expect(worker.output()).not.toContain('Warning');
  });
});
