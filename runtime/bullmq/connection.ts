// Connections to Redis, by ioredis, which is loaded here.
import type { Redis, RedisOptions } from 'ioredis';
import { URL } from '../platform/node/globals.js';
import { clock, setImmediate, setTimeout } from '../platform/node/timers.js';
import { ExecutorError } from '../shared/errors.js';
import type { Connection } from './options.js';
import { load } from './packages.js';
import { ServerClock } from './server-clock.js';
import { checkServer } from './server-settings.js';

/** Milliseconds that a call, or the start of a worker, waits for a server that does not answer. */
export const PATIENCE = 5000;

const LONGEST_DELAY = 1000;

/** Milliseconds between looks at a server that loads its log; it says how long that takes, and errs. */
const LOADING = 100;

export type { Redis };

export function openRedis(connection: Connection, options: RedisOptions): Redis {
  const { Redis: Client } = load<{ Redis: new (...args: unknown[]) => Redis }>('ioredis');
  const all = { retryStrategy, keepAlive: 10_000, maxLoadingRetryTime: LOADING, ...options };
  const reconnectOnError = leavesReplicas();
  return typeof connection === 'string'
    ? new Client(connection, { reconnectOnError, ...all })
    : new Client({ reconnectOnError, ...connection, ...all });
}

/** Has a connection made anew where the main server has become a replica, and its name another's: at most once in a while. */
function leavesReplicas(): (error: Error) => 1 | false {
  let last = Number.NEGATIVE_INFINITY;
  return ({ message }) => {
    if (!message.startsWith('READONLY') || clock() - last < LONGEST_DELAY) return false;
    last = clock();
    return 1;
  };
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

/**
 * Holds where a text is Redis's own answer to a command, which it has not done then: that its memory is full (OOM),
 * that it can't keep its log (MISCONF), that it is a replica (READONLY), …
 */
export const isAnswer = (text: string): boolean => /^[A-Z]{3,} /.test(text);

/** Holds where it may be done a little later. */
export const isPassing = (text: string): boolean => /^(?:READONLY|LOADING|MASTERDOWN|TRYAGAIN|BUSY) /.test(text);

/** The words of an answer that are for people. */
export const wordsOf = (text: string): string => text.replace(/\.? script: \w+, on @user_script:\d+\.?/, '');

const wordsFor = (error: Error | undefined): string =>
  error
    ? error.message || String((error as { code?: unknown }).code)
    : 'it does not answer, or still loads what it has kept';

export function unreachable(connection: Connection, cause: Error | undefined): ExecutorError {
  const message = `Redis at ${nameOf(connection)} can't be reached: ${wordsFor(cause)}`;
  return new ExecutorError(message, 'unreachable', false, undefined, cause);
}

/** The name that is shown of a server: without its password. */
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
  readonly clock: ServerClock;
  #lastError: Error | undefined;
  #connecting: Promise<void> | undefined;
  #needed = false;

  constructor(readonly connection: Connection) {
    this.client = openWhileNeeded(connection, () => this.#needed, {
      // Whoever sends something tries it again, and knows for how long.
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
    });
    this.clock = new ServerClock(() => this.client.time());
    this.client.on('error', (error: Error) => {
      this.#lastError = error;
    });
    // Then it is there, and what comes is another error.
    this.client.on('connect', () => {
      this.#lastError = undefined;
    });
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  /** Why there is no connection, while there is none. */
  get error(): string | undefined {
    return this.isReady ? undefined : wordsFor(this.#lastError);
  }

  /** True while the process is to stay alive for what is under way. */
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
    const from = clock();
    while (!this.isReady) {
      if (client.status === 'wait' || client.status === 'end') client.connect().catch(() => {});
      if (clock() - from > PATIENCE) throw unreachable(this.connection, this.#lastError);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.clock.read();
    void checkServer(client, nameOf(this.connection));
  }

  close(): void {
    this.#needed = false;
    this.client.disconnect();
  }
}

/** Sends a command together with what comes in this turn of the event loop: a write takes longer than a command. */
export function pipelined(client: Redis, send: () => Promise<unknown>): void {
  const { stream } = client as unknown as { stream?: { cork(): void; uncork(): void } };
  stream?.cork();
  send().catch(() => {});
  setImmediate(() => stream?.uncork());
}
