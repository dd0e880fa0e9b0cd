/** Who can write to Redis, but does not know the secret, has no function called, makes up no result, and brings no worker down. */
import fs from 'node:fs';
import path from 'node:path';
import { Queue, Worker } from 'bullmq';
import { describe, expect } from 'vitest';
import { createSigner } from '../../runtime/bullmq/hmac';
import { toBytes } from '../../runtime/shared/wire';
import { buildProgram, secret, test } from './cluster';
import type { Server } from './server';

const folder = buildProgram();
const { build } = JSON.parse(fs.readFileSync(path.join(folder, 'dist/unsync-manifest.json'), 'utf8')) as {
  build: string;
};
const name = `${build}-cpu-bound`;
const signer = createSigner(secret, `1 ${name}`);
const connectionTo = ({ port }: Server) => ({ port, host: '127.0.0.1' });

/** How a job ends that somebody has put into the queue. */
async function outcomeOf(server: Server, id: string, data: unknown): Promise<string> {
  const queue = new Queue(name, { connection: connectionTo(server), prefix: 'unsync' });
  try {
    await queue.add('x', data, { jobId: id });
    for (;;) {
      const job = await queue.getJob(id);
      if (job?.failedReason) return job.failedReason;
      if (job?.returnvalue) return String(job.returnvalue).slice(0, 10);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await queue.close();
  }
}

describe.concurrent('security', () => {
  test('what is not signed is refused, and the worker goes on', async ({ stage }) => {
    const server = await stage.server();
    const worker = await stage.worker(folder, server);
    const calls = toBytes({ task: 0, expires: Date.now() + 60_000, args: [toBytes({ values: [2] })] });
    const signed = (id: string, purpose: 'job' | 'reply' = 'job', bytes = calls) =>
      signer.sign(purpose, id, bytes).toString('base64');
    const flipped = Buffer.from(signed('flipped'), 'base64');
    flipped[40]! ^= 1;
    const unsigned = 'it is not signed with the secret that is used here';
    const attacks: [string, unknown, string | RegExp][] = [
      ['forged', { v: 1, p: Buffer.concat([Buffer.alloc(32), calls]).toString('base64') }, unsigned],
      ['flipped', { v: 1, p: flipped.toString('base64') }, unsigned],
      ['short', { v: 1, p: 'AAAA' }, unsigned],
      ['of-another', { v: 1, p: signed('forged') }, unsigned],
      ['for-replies', { v: 1, p: signed('for-replies', 'reply') }, unsigned],
      [
        'of-another-secret',
        {
          v: 1,
          p: createSigner('x'.repeat(32), `1 ${name}`).sign('job', 'of-another-secret', calls).toString('base64'),
        },
        unsigned,
      ],
      [
        'of-another-queue',
        { v: 1, p: createSigner(secret, '1 other').sign('job', 'of-another-queue', calls).toString('base64') },
        unsigned,
      ],
      ['of-another-version', { v: 2, p: signed('of-another-version') }, 'it is of another version of unsync'],
      ['a-path', { v: 1, file: '/etc/passwd', p: 7 }, /./],
      ['nothing', null, 'it is of another version of unsync'],
      ['no-claim', { v: 1 }, /^[\w+/]{10}$/],
    ];
    for (const [id, data, expected] of attacks)
      expect([id, await outcomeOf(server, id, data)]).toEqual([
        id,
        typeof expected === 'string' ? expected : expect.stringMatching(expected),
      ]);
    // signed, but of no function, or too late: who knows the secret is told
    for (const [id, wrong] of [
      ['unknown', toBytes({ task: 999, expires: Date.now() + 60_000, args: [] })],
      ['late', toBytes({ task: 0, expires: 1, args: [] })],
    ] as const)
      expect(await outcomeOf(server, id, { v: 1, p: signed(id, 'job', wrong) })).toMatch(/^[\w+/]{10}$/);
    await server.client.publish(`unsync:${name}:cancel`, 'nonsense');
    expect(await stage.call(folder, server, 'console.log(await square(3));')).toBe('9\n');
    expect(worker.output()).toContain(`refused job forged: ${unsigned}`);
  });

  test('a result that somebody has made up is not accepted', async ({ stage }) => {
    const server = await stage.server();
    const reply = [{ bytes: toBytes({ value: { values: [42] } }), ms: 1 }];
    let jobs = 0;
    const forger = new Worker(
      name,
      async ({ id }) => {
        const wrong = createSigner('x'.repeat(32), `1 ${name}`).sign('reply', id!, toBytes(reply));
        return [wrong.toString('base64'), 42, 'AAAA', { no: 1 }][jobs++];
      },
      { connection: connectionTo(server), prefix: 'unsync' },
    );
    try {
      const code = 'for (let i = 0; i < 4; i++) console.log(await outcome(square(i)));';
      const said = await stage.call(folder, server, code);
      expect(said.match(/ERR_UNSYNC_EXECUTOR (?:refused|lost) true/g)).toHaveLength(4);
      expect(said).not.toContain('42');
    } finally {
      await forger.close();
    }
  });

  test('a worker without the secret, and one with another', async ({ stage }) => {
    const server = await stage.server();
    await expect(stage.worker(folder, server, { env: { UNSYNC_SECRET: 'short' } })).rejects.toThrow(
      'must have at least 32 characters',
    );
    await stage.worker(folder, server, { env: { UNSYNC_SECRET: 'x'.repeat(32) } });
    expect(await stage.call(folder, server, 'console.log(await square(3).catch((error) => error.message));')).toContain(
      'square: its worker refused the job: it is not signed with the secret that is used here',
    );
  });
});
