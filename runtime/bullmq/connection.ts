// Connections to Redis, by ioredis, which is loaded here.
import type { Redis, RedisOptions } from 'ioredis';
import { ConfigurationError, ExecutorError } from '../errors.js';
import type { Connection } from './options.js';

/** Milliseconds that a call waits for a server that does not answer. */
const PATIENCE = 5000;

const LONGEST_DELAY = 1000;

export type { Redis };

export function openRedis(connection: Connection, options: RedisOptions): Redis {
  const { Redis: Client } = load<{ Redis: new (...args: unknown[]) => Redis }>('ioredis');
  const all = { retryStrategy, keepAlive: 10_000, ...options };
  return typeof connection === 'string' ? new Client(connection, all) : new Client({ ...connection, ...all });
}

const retryStrategy = (times: number): number => Math.min(times * 50, LONGEST_DELAY);

/** Loads a package that users of this module install beside unsync. */
export function load<T>(name: 'bullmq' | 'ioredis'): T {
  return require(name) as T;
}

/** Before the first call, which would not be the one to blame. */
export function checkInstalled(): void {
  for (const name of ['bullmq', 'ioredis']) {
    try {
      require.resolve(name);
    } catch {
      throw new ConfigurationError(`unsync/bullmq needs the package ${name}: npm install bullmq@6 ioredis@6`);
    }
  }
}

/** What is shown of a server: without its password. */
export function nameOf(connection: Connection): string {
  if (typeof connection !== 'string') {
    const { host = '127.0.0.1', port = 6379, path } = connection;
    return String(path ?? `${host}:${port}`);
  }
  try {
    return new URL(connection).host || connection;
  } catch {
    return 'the server';
  }
}

/**
 * A connection for commands, which is there when it is needed: it keeps the process alive only while `isNeeded`, and
 * is made anew then, if it is lost.
 */
export class Commands {
  readonly client: Redis;
  /** Milliseconds that the clock of Redis is ahead of this one's. */
  ahead = 0;
  #lastError: Error | undefined;
  #connecting: Promise<void> | undefined;
  #needed = false;

  constructor(readonly connection: Connection) {
    this.client = openRedis(connection, {
      lazyConnect: true,
      maxRetriesPerRequest: 1,
      retryStrategy: (times) => (this.#needed ? retryStrategy(times) : null),
    });
    this.client.on('error', (error: Error) => {
      this.#lastError = error;
    });
    keepAlive(this.client, () => this.#needed);
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  /** Whether the process is to stay alive for what is under way. */
  set isNeeded(needed: boolean) {
    this.#needed = needed;
    setAlive(this.client, needed);
  }

  /**
   * Settles when there is a connection.
   * @throws ExecutorError when there is none in time
   */
  async ready(): Promise<void> {
    if (this.isReady) return;
    await (this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    }));
  }

  async #connect(): Promise<void> {
    const { client } = this;
    const from = Date.now();
    while (!this.isReady) {
      if (client.status === 'wait' || client.status === 'end') client.connect().catch(() => {});
      if (Date.now() - from > PATIENCE) {
        const why = this.#lastError
          ? `: ${this.#lastError.message || String((this.#lastError as { code?: unknown }).code)}`
          : '';
        throw new ExecutorError(
          `Redis at ${nameOf(this.connection)} can't be reached${why}`,
          'unreachable',
          false,
          undefined,
          this.#lastError,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [seconds, microseconds] = await client.time();
    this.ahead = Number(seconds) * 1000 + Number(microseconds) / 1000 - Date.now();
  }

  close(): void {
    this.#needed = false;
    this.client.disconnect();
  }
}

/** Has the sockets of a client keep the process alive, or not, each as it comes. */
export function keepAlive(client: Redis, isNeeded: () => boolean): void {
  client.on('connect', () => setAlive(client, isNeeded()));
}

export function setAlive(client: Redis, alive: boolean): void {
  const { stream } = client as unknown as { stream?: { ref?(): void; unref?(): void } };
  if (alive) stream?.ref?.();
  else stream?.unref?.();
}

/** Sends a command together with what comes in this turn of the event loop: a write takes longer than a command. */
export function together(client: Redis, send: () => Promise<unknown>): void {
  const { stream } = client as unknown as { stream?: { cork(): void; uncork(): void } };
  stream?.cork();
  send().catch(() => {});
  setImmediate(() => stream?.uncork());
}
