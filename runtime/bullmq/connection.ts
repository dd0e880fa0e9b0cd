// Connections to Redis, by ioredis, which is loaded here.
import type { Redis, RedisOptions } from 'ioredis';
import { ExecutorError } from '../errors.js';
import type { Connection } from './options.js';
import { load } from './packages.js';
import { checkServer } from './server-settings.js';

/** Milliseconds that a call, or the start of a worker, waits for a server that does not answer. */
export const PATIENCE = 5000;

const LONGEST_DELAY = 1000;

export type { Redis };

export function openRedis(connection: Connection, options: RedisOptions): Redis {
  const { Redis: Client } = load<{ Redis: new (...args: unknown[]) => Redis }>('ioredis');
  const all = { retryStrategy, keepAlive: 10_000, ...options };
  return typeof connection === 'string' ? new Client(connection, all) : new Client({ ...connection, ...all });
}

const retryStrategy = (times: number): number => Math.min(times * 50, LONGEST_DELAY);

/** One that keeps the process alive only while it is needed, and is made anew then, if it is lost. Connects when it is told to. */
export function openWhileNeeded(connection: Connection, isNeeded: () => boolean, options: RedisOptions): Redis {
  const client = openRedis(connection, {
    lazyConnect: true,
    retryStrategy: (times) => (isNeeded() ? retryStrategy(times) : null),
    ...options,
  });
  // Each socket as it comes.
  client.on('connect', () => setAlive(client, isNeeded()));
  return client;
}

export function setAlive(client: Redis, alive: boolean): void {
  const { stream } = client as unknown as { stream?: { ref?(): void; unref?(): void } };
  if (alive) stream?.ref?.();
  else stream?.unref?.();
}

/** Milliseconds that the clock of Redis is ahead of this one's. */
export async function readAhead(client: Redis): Promise<number> {
  const [seconds, microseconds] = await client.time();
  return Number(seconds) * 1000 + Number(microseconds) / 1000 - Date.now();
}

export function unreachable(connection: Connection, cause: Error | undefined): ExecutorError {
  const why = cause ? `: ${cause.message || String((cause as { code?: unknown }).code)}` : '';
  const message = `Redis at ${nameOf(connection)} can't be reached${why}`;
  return new ExecutorError(message, 'unreachable', false, undefined, cause);
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

/** A connection for commands, which is there when it is needed. */
export class Commands {
  readonly client: Redis;
  /** Milliseconds that the clock of Redis is ahead of this one's. */
  ahead = 0;
  #lastError: Error | undefined;
  #connecting: Promise<void> | undefined;
  #needed = false;

  constructor(readonly connection: Connection) {
    this.client = openWhileNeeded(connection, () => this.#needed, { maxRetriesPerRequest: 1 });
    this.client.on('error', (error: Error) => {
      this.#lastError = error;
    });
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
      if (Date.now() - from > PATIENCE) throw unreachable(this.connection, this.#lastError);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.ahead = await readAhead(client);
    void checkServer(client, nameOf(this.connection));
  }

  close(): void {
    this.#needed = false;
    this.client.disconnect();
  }
}

/** Sends a command together with what comes in this turn of the event loop: a write takes longer than a command. */
export function together(client: Redis, send: () => Promise<unknown>): void {
  const { stream } = client as unknown as { stream?: { cork(): void; uncork(): void } };
  stream?.cork();
  send().catch(() => {});
  setImmediate(() => stream?.uncork());
}
