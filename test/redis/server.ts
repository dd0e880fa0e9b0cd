/** A Redis server of a test's own. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface Server {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Starts it, and does not wait until it answers. */
  launch(): void;
  /** With what it has in memory gone, unless it is in its log. */
  kill(): Promise<void>;
  /** For good. */
  end(): Promise<void>;
  /** For a test to look into it, and to do harm. */
  readonly client: Redis;
}

/** @param options of redis-server, over those that docs/redis.md asks for */
export async function startServer(options: Readonly<Record<string, string>> = {}): Promise<Server> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-redis-'));
  const port = await freePort();
  const pidFile = path.join(folder, 'redis.pid');
  const settings = { appendonly: 'yes', 'maxmemory-policy': 'noeviction', save: '', ...options };
  const command = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--pidfile', pidFile, '--daemonize', 'yes'],
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
  ];
  const client = new Redis(port, { lazyConnect: true, maxRetriesPerRequest: null });
  client.on('error', () => {});
  const server: Server = {
    port,
    url: `redis://127.0.0.1:${port}`,
    client,
    launch: () => void execFileSync('redis-server', command, { stdio: 'ignore' }),
    async start() {
      server.launch();
      const ping = () => spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout;
      await until(() => ping() === 'PONG\n', 'redis-server does not answer');
    },
    async kill() {
      const pid = Number(fs.readFileSync(pidFile, 'utf8'));
      process.kill(pid, 'SIGKILL');
      await until(() => !exists(pid), 'redis-server does not end');
      fs.rmSync(pidFile);
    },
    async end() {
      client.disconnect();
      if (fs.existsSync(pidFile)) await server.kill();
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await server.start();
  return server;
}

/** The end of a test has no limit of Vitest's. */
async function until(condition: () => boolean, otherwise: string): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 30_000) throw new Error(otherwise);
    await delay(20);
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Also for a server that is not there. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
