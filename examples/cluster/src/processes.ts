// The processes that make up the cluster, which would be on several machines.
import { type ChildProcess, fork, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Cluster {
  /** Where Redis is, without its password. */
  readonly redis: string;
  readonly url: string;
  readonly workers: readonly ChildProcess[];
  /** One after the other, as each of them would be told to: who has something to do finishes it. */
  end(): Promise<void>;
}

const dist = dirname(fileURLToPath(import.meta.url));
const children: ChildProcess[] = [];
// However this process ends: nothing of the cluster stays.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** @param folder for what the processes share, and for what Redis writes */
export async function startCluster(workers: number, folder: string): Promise<Cluster> {
  const given = process.env['UNSYNC_REDIS'];
  const redis = given ? undefined : await startRedis(folder);
  const url = given || redis!.url;
  // What callers and workers have in common, and nobody else.
  const secret = randomBytes(32).toString('hex');
  const env = { ...process.env, UNSYNC_REDIS: url, UNSYNC_SECRET: secret, CLUSTER_FOLDER: folder };
  const working = await Promise.all(Array.from({ length: workers }, () => startWorker(env)));
  const service = keep(fork(join(dist, 'server.js'), { env }));
  const [address] = (await orDead(service, once(service, 'message'), () => '')) as [string];
  return {
    redis: new URL(url).host,
    url: address,
    workers: working,
    async end() {
      await end([service]);
      await end(working);
      if (redis) await end([redis.process]);
    },
  };
}

async function startRedis(folder: string): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort();
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  // Without these it loses calls: when it is restarted, and when its memory is full.
  const settings = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''];
  const redis = start('redis-server', [...place, ...settings]);
  await redis.says('Ready to accept connections');
  return { process: redis.child, url: `redis://127.0.0.1:${port}` };
}

/** `npx unsync worker`: that itself, since a signal to `npx` would not reach it. One thread a kind makes a simple picture. */
async function startWorker(common: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const manifest = createRequire(import.meta.url).resolve('unsync/package.json');
  const { bin } = createRequire(import.meta.url)(manifest) as { bin: { unsync: string } };
  const env = { ...common, UNSYNC_CPU_BOUND_MAX_THREADS: '1', UNSYNC_BLOCKING_MAX_THREADS: '1' };
  const command = [join(dirname(manifest), bin.unsync), 'worker', '--manifest', dist];
  const worker = start(process.execPath, command, { env });
  await worker.says('takes calls');
  return worker.child;
}

function start(command: string, args: readonly string[], options: SpawnOptions = {}) {
  const child = keep(spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  const says = (text: string) =>
    orDead(
      child,
      new Promise<void>((resolve) => {
        const hear = (chunk: unknown) => {
          if ((output += chunk).includes(text)) resolve();
        };
        child.stdout!.on('data', hear);
        child.stderr!.on('data', hear);
      }),
      () => output,
    );
  return { child, says };
}

function keep(child: ChildProcess): ChildProcess {
  children.push(child);
  return child;
}

async function orDead<T>(child: ChildProcess, promise: Promise<T>, output: () => string): Promise<T> {
  const dead = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${child.spawnargs.join(' ')} has ended:\n${output()}`)));
  });
  return Promise.race([promise, dead]);
}

async function end(processes: readonly ChildProcess[]): Promise<void> {
  const running = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (const each of running) each.kill('SIGTERM');
  await Promise.all(running.map((each) => once(each, 'exit')));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
