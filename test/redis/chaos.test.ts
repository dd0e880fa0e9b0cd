/** Workers killed at random, and Redis once: every promise settles, and what was done twice is counted. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { begun, buildProgram, type Child, test } from './cluster';

const calls = Number(process.env['UNSYNC_CHAOS_CALLS'] ?? 300);
const kills = Number(process.env['UNSYNC_CHAOS_KILLS'] ?? 3);

test(`${calls} calls, ${kills} kills, one restart of Redis`, { timeout: 60_000 + 40_000 * kills }, async ({
  stage,
}) => {
  const folder = buildProgram();
  const log = path.join(folder, 'log.txt');
  fs.writeFileSync(log, '');
  const server = await stage.server({ appendfsync: 'always' });
  const workers: Child[] = await Promise.all([1, 2, 3].map(() => stage.worker(folder, server)));
  const caller = stage.caller(
    folder,
    server,
    `const all = Array.from({ length: ${calls} }, (_, i) => {
       const text = String(i);
       return outcome(i % 2 ? again('${log}', text, 100 + (i * 37) % 200) : once('${log}', text, 100 + (i * 53) % 200));
     });
     console.log(JSON.stringify(await Promise.all(all)));
     const { functions, running, queued } = stats();
     console.log(running, queued);`,
    { settings: 'timeout: 120_000' },
  );
  while (begun(log).length < 20) await delay(20);
  for (let kill = 0; kill < kills; kill++) {
    const victim = Math.floor(Math.random() * workers.length);
    workers[victim]!.process.kill('SIGKILL');
    await delay(200 + Math.random() * 800);
    if (kill === 1) {
      await server.kill();
      await delay(300);
      await server.start();
    }
    workers[victim] = await stage.worker(folder, server);
  }
  expect(await caller.ended).toBe(0);
  const [json, open] = caller.output().trim().split('\n').slice(-2);
  expect(open).toBe('0 0');
  const outcomes = JSON.parse(json!) as string[];
  const times = new Map<string, number>();
  for (const line of begun(log)) {
    const [text] = line.split(' ');
    times.set(text!, (times.get(text!) ?? 0) + 1);
  }
  outcomes.forEach((outcome, i) => {
    const text = String(i);
    // What may run twice has its value; the others have it, or say that it is not known what became of them.
    if (i % 2 === 1 || outcome === text) expect([i, outcome]).toEqual([i, text]);
    else expect(outcome).toMatch(/^ERR_UNSYNC_EXECUTOR (?:worker-lost|unreachable) true$/);
    if (i % 2 === 0) expect([i, times.get(text) ?? 0]).toEqual([i, expect.toBeOneOf([0, 1])]);
  });
  const twice = [...times.values()].filter((each) => each > 1).length;
  const lost = outcomes.filter((each) => each.startsWith('ERR')).length;
  process.stdout.write(`${calls} calls: ${twice} bodies ran twice, ${lost} that may not rejected\n`);
  expect(lost).toBeLessThan(calls / 2);
});
